package dev.holdfast.s3;

import dev.holdfast.core.storage.Storage;
import dev.holdfast.storages.s3.S3StorageType;
import dev.holdfast.testkit.StorageContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// Each test has a prefix of its own in one bucket.
final class S3ContractTest extends StorageContract {
    private static final AtomicInteger PREFIXES = new AtomicInteger();
    @TempDir static Path directory;
    private static Bucket bucket;

    @BeforeAll
    static void startService() throws Exception {
        bucket = Bucket.start(directory);
    }

    @AfterAll
    static void stopService() throws IOException {
        bucket.close();
    }

    @Override
    protected Storage open() {
        String prefix = "test-" + PREFIXES.incrementAndGet() + "/";
        return new S3StorageType(InstantSource.system()).open("cloud", bucket.settings(prefix));
    }

    /// S3Proxy keeps the file of an upload that was cut off, as `KEY-UUID`.
    @Override
    protected boolean isPeersOwn(String key) {
        return key.matches(".*-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }
}
