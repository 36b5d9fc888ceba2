package dev.holdfast.storages.wrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.estate.FailureDomain;
import dev.holdfast.core.estate.StorageDeclaration;
import dev.holdfast.core.estate.StorageSettings;
import dev.holdfast.core.storage.Content;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.core.storage.Traffic;
import dev.holdfast.testkit.MemoryStorage;
import dev.holdfast.testkit.Seed;
import dev.holdfast.testkit.StorageContract;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// All wrappings together keep the contract, and tell what went through them.
final class WrappedStoragesTest extends StorageContract {
    private static final long PLENTY = 10_000_000_000L;

    @Override
    protected Storage open() {
        StorageSettings settings = () -> "memory";
        return new WrappedStorages(_ -> new MemoryStorage("memory"), new Random(Seed.ofThisRun()))
                .open(
                        new StorageDeclaration(
                                "memory",
                                settings,
                                new FailureDomain(
                                        Optional.empty(), Optional.empty(), Optional.empty()),
                                settings,
                                OptionalLong.of(PLENTY)));
    }

    @Test
    void countsCallsAndBytes() throws IOException {
        storage.create("a", Content.of(new byte[300_000]));
        try (InputStream stream = storage.read("a")) {
            assertThat(stream.readAllBytes()).hasSize(300_000);
        }
        assertThat(storage.find("b")).isEmpty();
        assertThat(storage.traffic()).isEqualTo(new Traffic(3, 0, 300_000, 300_000));
    }
}
