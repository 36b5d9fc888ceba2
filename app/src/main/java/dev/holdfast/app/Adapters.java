package dev.holdfast.app;

import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.rescue.RowRescue;
import dev.holdfast.core.estate.StorageTypes;
import dev.holdfast.engines.postgres.PostgresEngine;
import dev.holdfast.engines.postgres.rescue.PostgresRescue;
import dev.holdfast.engines.postgres.restore.PostgresDataDirectories;
import dev.holdfast.engines.postgres.runner.PostgresServerRunner;
import dev.holdfast.storages.file.FileStorageType;
import dev.holdfast.storages.s3.S3StorageType;
import dev.holdfast.storages.sftp.SftpStorageType;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/// Every adapter that this Holdfast has.
final class Adapters {
    private Adapters() {}

    static StorageTypes storages(InstantSource clock) {
        return new StorageTypes(
                List.of(new FileStorageType(), new S3StorageType(clock), new SftpStorageType()));
    }

    static Engine engine(InstantSource clock, SecureRandom random) {
        return new PostgresEngine(
                new PostgresDataDirectories(), new PostgresServerRunner(random), clock);
    }

    static RowRescue rescue() {
        return new PostgresRescue();
    }
}
