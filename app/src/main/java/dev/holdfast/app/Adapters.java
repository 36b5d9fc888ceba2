package dev.holdfast.app;

import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.RunningServer;
import dev.holdfast.core.engine.ServerRunner;
import dev.holdfast.core.estate.StorageTypes;
import dev.holdfast.engines.postgres.PostgresEngine;
import dev.holdfast.engines.postgres.restore.PostgresDataDirectories;
import dev.holdfast.storages.file.FileStorageType;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// Every adapter that this Holdfast has.
final class Adapters {
    private Adapters() {}

    static StorageTypes storages() {
        return new StorageTypes(List.of(new FileStorageType()));
    }

    static Engine engine(InstantSource clock) {
        return new PostgresEngine(new PostgresDataDirectories(), new Later(), clock);
    }

    private static final class Later implements ServerRunner {
        @Override
        public RunningServer start(Path directory, StartSettings settings) {
            throw new UnsupportedOperationException("not there yet");
        }

        @Override
        public List<Path> stopAbandoned(Path root) {
            return List.of();
        }
    }
}
