package dev.holdfast.storages.s3;

import dev.holdfast.core.storage.Deletion;
import dev.holdfast.core.storage.StorageKeys;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/// Writes a hidden object, as all are written, and tries to delete it: first the version itself,
/// which would be destruction, then by name.
record DeletionTrial(S3Settings.Bucket bucket, boolean isLocked) {

    Deletion run(S3Client client, PutObjectRequest.Builder write) {
        String key = bucket.prefix() + StorageKeys.HIDDEN + "deletion-" + UUID.randomUUID();
        @Nullable String version =
                client.putObject(write.key(key).build(), RequestBody.fromString("to be deleted\n"))
                        .versionId();
        if (version != null && !version.equals("null")) {
            return ofVersion(client, key, version);
        }
        return deleted(client, key, null) ? Deletion.POSSIBLE : refused();
    }

    private Deletion ofVersion(S3Client client, String key, String version) {
        if (deleted(client, key, version)) {
            return Deletion.POSSIBLE;
        }
        if (isLocked) {
            return Deletion.LOCKED;
        }
        return deleted(client, key, null) ? Deletion.VERSIONED : Deletion.REFUSED;
    }

    private Deletion refused() {
        return isLocked ? Deletion.LOCKED : Deletion.REFUSED;
    }

    private boolean deleted(S3Client client, String key, @Nullable String version) {
        try {
            DeleteObjectResponse _ =
                    client.deleteObject(request ->
                            request.bucket(bucket.name())
                                    .key(key)
                                    .versionId(version)
                                    .expectedBucketOwner(bucket.owner().orElse(null)));
            return true;
        } catch (AwsServiceException e) {
            if (e.statusCode() == 401 || e.statusCode() == 403 || e.statusCode() == 405) {
                return false;
            }
            throw e;
        }
    }
}
