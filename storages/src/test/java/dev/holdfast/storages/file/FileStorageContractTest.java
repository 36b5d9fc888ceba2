package dev.holdfast.storages.file;

import dev.holdfast.core.storage.Storage;
import dev.holdfast.testkit.StorageContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class FileStorageContractTest extends StorageContract {
    @TempDir Path directory;

    @Override
    protected Storage open() {
        FileStorage storage = new FileStorage("onsite", directory.resolve("vault"));
        storage.initialize();
        return storage;
    }
}
