package dev.holdfast.storages.s3;

import dev.holdfast.core.problem.Finding;
import dev.holdfast.core.problem.Finding.Severity;
import dev.holdfast.core.storage.Content;
import dev.holdfast.core.storage.Deletion;
import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.core.storage.StorageKeys;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// A bucket that keeps objects under their keys, behind the prefix that the user gives.
///
/// An object is written in one request that fails when the name is taken; what is there afterwards
/// is looked at ([ObjectWriting]). A bucket is never made: it is missing until somebody creates it
/// who knows how it should be set up.
final class S3Storage implements Storage {
    private static final int STREAM_BUFFER = 256 << 10;

    /// How long the object is locked that deletion is tried on.
    private static final Duration TRIAL_LOCK = Duration.ofMinutes(1);

    private final String name;
    private final S3Settings settings;
    private final S3Failures failures;
    private final S3Calls calls;
    private final S3Objects objects;
    private final CreateOnly createOnly;
    private volatile boolean bucketSeen;

    S3Storage(String name, S3Settings settings, InstantSource clock) {
        this.name = name;
        this.settings = settings;
        this.failures = new S3Failures(name, settings.bucket());
        this.calls = new S3Calls(settings, failures);
        this.objects = new S3Objects(settings, clock);
        this.createOnly = new CreateOnly(settings.bucket());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String location() {
        return settings.bucket().location();
    }

    @Override
    public void initialize() {
        requireBucket();
    }

    @Override
    public void create(String key, Content content) {
        new ObjectWriting(calls, objects, createOnly).run(StorageKeys.check(key), content);
    }

    @Override
    public InputStream read(String key) {
        StorageKeys.check(key);
        return new BufferedInputStream(
                new ObjectStream(
                        calls, key, calls.call(key, client -> objects.get(client, key, null))),
                STREAM_BUFFER);
    }

    @Override
    public void read(String key, long offset, ByteBuffer target) {
        StorageKeys.check(key);
        if (target.hasRemaining()) {
            new RangeReading(calls, objects, failures).run(key, offset, target);
        } else if (find(key).isEmpty()) {
            throw failures.problems().missing(key, null);
        }
    }

    @Override
    public Optional<ObjectInfo> find(String key) {
        StorageKeys.check(key);
        Optional<ObjectInfo> found =
                calls.call(key, client -> objects.head(client, key))
                        .map(head ->
                                S3Objects.info(key, head.contentLength(), head.lastModified()));
        if (found.isEmpty()) {
            requireBucket(); // the answer to HEAD is the same for a missing bucket
        }
        return found;
    }

    private void requireBucket() {
        if (bucketSeen) {
            return;
        }
        calls.call(
                client -> {
                    objects.requireBucket(client);
                    return client;
                },
                () -> 0,
                e ->
                        e instanceof AwsServiceException answer && answer.statusCode() == 404
                                ? failures.noBucket(answer)
                                : failures.translate("", e));
        bucketSeen = true;
    }

    @Override
    public void list(String prefix, Consumer<ObjectInfo> each) {
        new Listing(calls, objects)
                .run(
                        prefix,
                        info -> {
                            if (StorageKeys.isOne(info.key())) {
                                each.accept(info);
                            }
                        });
    }

    @Override
    public void delete(String key) {
        StorageKeys.check(key);
        calls.call(
                key,
                client -> {
                    objects.delete(client, key);
                    return key;
                });
    }

    @Override
    public int removeLeftovers(Duration age) {
        return new Leftovers(calls, objects).remove(age);
    }

    @Override
    public Deletion deletion() {
        boolean locked = settings.writing().lock().isPresent();
        return calls.call(
                "",
                client ->
                        new DeletionTrial(settings.bucket(), locked)
                                .run(client, objects.write(TRIAL_LOCK)));
    }

    @Override
    public List<Finding> check() {
        requireBucket();
        return calls.call("", createOnly::isKept) ? List.of() : List.of(overwrites());
    }

    private Finding overwrites() {
        return new Finding(
                Severity.WARNING,
                "overwrites",
                name,
                "its service does not keep an object from being overwritten (If-None-Match), so two"
                        + " Holdfasts that write the same name at the same moment are not told apart",
                "let one machine alone write to it, or use a service that knows conditional writes");
    }

    @Override
    public void close() {
        calls.close();
    }
}
