package dev.holdfast.e2e;

import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.Server;
import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.estate.EstateReader;
import dev.holdfast.core.estate.StorageTypes;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import dev.holdfast.practices.backup.BackupContext;
import dev.holdfast.practices.backup.InitVault;
import dev.holdfast.practices.backup.InitVaultHandler;
import dev.holdfast.practices.backup.ProveBackup;
import dev.holdfast.practices.backup.ProveBackupHandler;
import dev.holdfast.practices.backup.RunBackup;
import dev.holdfast.practices.backup.RunBackupHandler;
import dev.holdfast.storages.file.FileStorageType;
import dev.holdfast.testkit.engine.DamagingEngine;
import dev.holdfast.testkit.engine.PageDamage;
import dev.holdfast.vault.Proof;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One server, a vault in one directory, and the handlers of backups and proofs in this very
/// process, with the role that the printed statements make.
final class ProofSite implements AutoCloseable {

    static final String ROLE = "holdfast_backup";

    private static final String LABEL = "shop@production";

    private final Path directory;
    private final EmbeddedServer server;
    private final Estate estate;
    private final StorageTypes storages = new StorageTypes(List.of(new FileStorageType()));

    private ProofSite(Path directory, EmbeddedServer server) throws Exception {
        this.directory = directory;
        this.server = server;
        server.execute("postgres", "create database shop");
        server.execute("shop", "create role " + ROLE + " login replication");
        grant();
        Path file = directory.resolve("holdfast.yaml");
        Files.writeString(file, yaml(server.port()));
        estate = EstateReader.read(file, storages.types());
        new InitVaultHandler(context(Engines.postgres())).run(new InitVault(), Progress.silent());
    }

    /// Autovacuum is off: what changes pages here is what a test does.
    static ProofSite on(int majorVersion, boolean checksums, Path directory) throws Exception {
        Path real = directory.toRealPath();
        EmbeddedServer server =
                EmbeddedServer.start(
                        EmbeddedServer.Options.of(
                                        majorVersion,
                                        Files.createDirectories(real.resolve("server")))
                                .withDataChecksums(checksums)
                                .withSettings(Map.of("autovacuum", "off")));
        try {
            return new ProofSite(real, server);
        } catch (Exception e) {
            server.close();
            throw e;
        }
    }

    private void grant() throws Exception {
        ServerAddress address =
                new ServerAddress(LABEL, server.url("shop"), Optional.empty(), Optional.empty());
        try (Server reached = Engines.postgres().connect(address)) {
            server.execute("shop", reached.snapshotGrants(ROLE).toArray(String[]::new));
            server.execute("shop", reached.proofGrants(ROLE).toArray(String[]::new));
        }
        server.execute("shop", "alter role " + ROLE + " set temp_file_limit = '64kB'");
    }

    private static String yaml(int port) {
        return """
        estate: proof
        vault: {key: "${file:vault.key}"}
        scratch: {directory: scratch}
        environments: [{name: production, protected: true}]
        storages: [{name: onsite, type: file, path: onsite}]
        databases:
          - name: shop
            in:
              production:
                url: postgresql://%s@127.0.0.1:%d/shop
                backup: {read: sql, to: [onsite]}
        """
                .formatted(ROLE, port);
    }

    private BackupContext context(Engine engine) {
        return new BackupContext(
                estate, storages, engine, Clock.systemUTC(), new SecureRandom(), "test");
    }

    EmbeddedServer server() {
        return server;
    }

    Path directory() {
        return directory;
    }

    /// Takes a snapshot that holds `damages`; everything is read.
    void backUp(List<PageDamage> damages) throws InterruptedException {
        Engine engine = new DamagingEngine(Engines.postgres(), damages);
        new RunBackupHandler(context(engine))
                .run(new RunBackup(LABEL, true, false), Progress.silent());
    }

    Proof prove() throws InterruptedException {
        return new ProveBackupHandler(context(Engines.postgres()))
                .run(new ProveBackup(LABEL, "latest", Optional.empty()), Progress.silent())
                .proofs()
                .getFirst();
    }

    @Override
    public void close() {
        server.close();
    }
}
