package dev.holdfast.testkit;

import dev.holdfast.core.storage.Storage;

final class MemoryStorageTest extends StorageContract {
    @Override
    protected Storage open() {
        return new MemoryStorage("memory");
    }
}
