package dev.holdfast.storages.wrap;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Content;
import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.storages.remote.PassingFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/// Whether an object holds what was to be written.
record SameContent(Storage storage, String key, Content content) {
    private static final int CHUNK = 64 << 10;

    boolean isThere() {
        Optional<ObjectInfo> found = storage.find(key);
        return found.isPresent()
                && found.get().sizeBytes() == content.sizeBytes()
                && hasTheSameBytes();
    }

    private boolean hasTheSameBytes() {
        try (InputStream there = storage.read(key);
                InputStream ours = content.open()) {
            while (true) {
                byte[] expected = ours.readNBytes(CHUNK);
                if (!Arrays.equals(expected, there.readNBytes(CHUNK))) {
                    return false;
                }
                if (expected.length == 0) {
                    return true;
                }
            }
        } catch (IOException e) {
            throw new HoldfastException(
                    ProblemCode.STORAGE_UNREACHABLE,
                    "storage '%s': object %s could not be compared".formatted(storage.name(), key),
                    "run the command again",
                    new PassingFailure(e));
        }
    }
}
