package dev.holdfast.storages.s3;

import dev.holdfast.core.storage.Content;
import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.storages.remote.PassingFailure;
import dev.holdfast.storages.s3.S3Settings.ObjectLock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/// The requests, each with the bucket's name, its expected owner and the prefix.
record S3Objects(S3Settings settings, InstantSource clock) {

    private S3Settings.Bucket bucket() {
        return settings.bucket();
    }

    private @Nullable String owner() {
        return bucket().owner().orElse(null);
    }

    private String name(String key) {
        return bucket().prefix() + key;
    }

    /// As objects are written, but for the key.
    ///
    /// @param locked for how long, where the user wants a lock
    PutObjectRequest.Builder write(Duration locked) {
        PutObjectRequest.Builder request =
                PutObjectRequest.builder().bucket(bucket().name()).expectedBucketOwner(owner());
        settings.writing().storageClass().ifPresent(request::storageClass);
        settings.writing()
                .lock()
                .ifPresent(lock ->
                        request.objectLockMode(mode(lock))
                                .objectLockRetainUntilDate(clock.instant().plus(locked)));
        return request;
    }

    private static ObjectLockMode mode(ObjectLock lock) {
        return switch (lock.mode()) {
            case GOVERNANCE -> ObjectLockMode.GOVERNANCE;
            case COMPLIANCE -> ObjectLockMode.COMPLIANCE;
        };
    }

    /// The tag of what was written.
    ///
    /// @param createOnly fail when the name is taken
    String put(S3Client client, String key, Content content, boolean createOnly) {
        Optional<ObjectLock> lock = settings.writing().lock();
        PutObjectRequest.Builder request =
                write(Duration.ofDays(lock.map(ObjectLock::days).orElse(0))).key(name(key));
        if (createOnly) {
            request.ifNoneMatch("*");
        }
        if (lock.isPresent()) {
            request.contentMD5(md5(content)); // the protocol demands it with a lock
        }
        return client.putObject(
                        request.build(),
                        RequestBody.fromContentProvider(
                                () -> open(content),
                                content.sizeBytes(),
                                "application/octet-stream"))
                .eTag();
    }

    private static InputStream open(Content content) {
        try {
            return content.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String md5(Content content) {
        try (InputStream stream = content.open()) {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            byte[] buffer = new byte[64 << 10];
            int count;
            while ((count = stream.read(buffer)) >= 0) {
                digest.update(buffer, 0, count);
            }
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Empty when the service knows no object of that name, or no such bucket.
    Optional<HeadObjectResponse> head(S3Client client, String key) {
        try {
            return Optional.of(
                    client.headObject(request ->
                            request.bucket(bucket().name())
                                    .key(name(key))
                                    .expectedBucketOwner(owner())));
        } catch (AwsServiceException e) {
            if (e.statusCode() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// Fails with status 404 when there is no bucket. A key that may only use objects is not
    /// allowed to ask: then there is one.
    void requireBucket(S3Client client) {
        try {
            client.headBucket(
                    request -> request.bucket(bucket().name()).expectedBucketOwner(owner()));
        } catch (AwsServiceException e) {
            if (e.statusCode() != 403 || bucket().owner().isPresent()) {
                throw e;
            }
        }
    }

    ResponseInputStream<GetObjectResponse> get(
            S3Client client, String key, @Nullable String range) {
        return client.getObject(request ->
                request.bucket(bucket().name())
                        .key(name(key))
                        .range(range)
                        .expectedBucketOwner(owner()));
    }

    ListObjectsV2Response list(S3Client client, String prefix, @Nullable String token)
            throws IOException {
        ListObjectsV2Response page =
                client.listObjectsV2(request ->
                        request.bucket(bucket().name())
                                .prefix(name(prefix))
                                .continuationToken(token)
                                .expectedBucketOwner(owner()));
        String next = page.nextContinuationToken();
        if (Boolean.TRUE.equals(page.isTruncated()) && (next == null || next.equals(token))) {
            throw new PassingFailure("the list of objects does not go on after page " + token);
        }
        return page;
    }

    void delete(S3Client client, String key) {
        client.deleteObject(request ->
                request.bucket(bucket().name()).key(name(key)).expectedBucketOwner(owner()));
    }

    /// Answers to HEAD tell whole seconds, lists may tell more: the same object has one time.
    static ObjectInfo info(String key, long sizeBytes, Instant created) {
        return new ObjectInfo(key, sizeBytes, created.truncatedTo(ChronoUnit.SECONDS));
    }
}
