package dev.holdfast.storages.s3;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// Whether the service keeps its word on `If-None-Match: *`, which makes a write fail when the
/// object is there. Amazon does, and so do most; some ignore the header and overwrite, some do not
/// know it.
///
/// Found out once, by writing one hidden object that stays: when the service refuses to write it
/// again, it can be relied on. That costs one request where the object is there from former times.
final class CreateOnly {
    static final String TRIAL = ".tmp/create-only";
    private static final String CONDITION = "*";
    private static final byte[] CONTENT =
            "written to see that it is not overwritten\n"
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final S3Settings.Bucket bucket;
    private @Nullable Boolean kept;

    CreateOnly(S3Settings.Bucket bucket) {
        this.bucket = bucket;
    }

    synchronized boolean isKept(S3Client client) {
        Boolean known = kept;
        if (known == null) {
            known = isRefused(client);
            if (!known) {
                known = isRefused(client); // now it is there
            }
            kept = known;
        }
        return known;
    }

    private boolean isRefused(S3Client client) {
        try {
            client.putObject(
                    request ->
                            request.bucket(bucket.name())
                                    .key(bucket.prefix() + TRIAL)
                                    .expectedBucketOwner(bucket.owner().orElse(null))
                                    .ifNoneMatch(CONDITION),
                    RequestBody.fromBytes(CONTENT));
            return false;
        } catch (AwsServiceException e) {
            if (e.statusCode() == 412) {
                return true;
            }
            if (e.statusCode() == 501 || S3Failures.code(e).equals("NotImplemented")) {
                return false;
            }
            throw e;
        }
    }
}
