package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.core.estate.BackupPolicy;
import dev.holdfast.core.estate.BackupPolicy.Keep;
import dev.holdfast.core.estate.BackupPolicy.Objectives;
import dev.holdfast.core.estate.BackupPolicy.Prove;
import dev.holdfast.core.estate.BranchPolicy;
import dev.holdfast.core.estate.Database;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.estate.Environment;
import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.estate.FailureDomain;
import dev.holdfast.core.estate.Scratch;
import dev.holdfast.core.estate.ServePolicy;
import dev.holdfast.core.estate.StorageDeclaration;
import dev.holdfast.core.estate.StorageSettings;
import dev.holdfast.core.estate.VaultDeclaration;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.testkit.FaultyStorage;
import dev.holdfast.testkit.MemoryStorage;
import dev.holdfast.testkit.engine.SyntheticEngine;
import dev.holdfast.testkit.engine.SyntheticServer;
import dev.holdfast.vault.Vault;
import dev.holdfast.vault.VaultKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A synthetic server, two storages in memory that can be made to fail, and the handlers.
final class Workbench {
    static final String LABEL = "shop@production";

    final SyntheticServer server = new SyntheticServer("1");
    final SyntheticEngine engine = new SyntheticEngine(server);
    final MemoryStorage onsite;
    final MemoryStorage cloud;
    final FaultyStorage faultyOnsite;
    final FaultyStorage faultyCloud;
    final BackupContext context;

    private record InMemory(Storage storage) implements StorageSettings {
        @Override
        public String type() {
            return "memory";
        }
    }

    Workbench() {
        this(new Secret.Held(VaultKey.random(new SecureRandom()).base64()));
    }

    Workbench(Secret key) {
        this(key, Clock.systemUTC(), Optional.empty(), Optional.empty());
    }

    /// @param clock of this machine, and of both storages
    Workbench(Clock clock, Optional<Keep> keep) {
        this(clock, keep, Optional.empty());
    }

    /// @param walKeep how far back any moment is wanted
    Workbench(Clock clock, Optional<Keep> keep, Optional<Duration> walKeep) {
        this(new Secret.Held(VaultKey.random(new SecureRandom()).base64()), clock, keep, walKeep);
    }

    private Workbench(Secret key, Clock clock, Optional<Keep> keep, Optional<Duration> walKeep) {
        onsite = new MemoryStorage("onsite", clock);
        cloud = new MemoryStorage("cloud", clock);
        faultyOnsite = new FaultyStorage(onsite);
        faultyCloud = new FaultyStorage(cloud);
        SecureRandom random = new SecureRandom();
        Estate estate = estate(key, policy(keep, walKeep));
        context =
                new BackupContext(
                        estate,
                        declaration -> ((InMemory) declaration.settings()).storage(),
                        engine,
                        clock,
                        random,
                        "test");
        new InitVaultHandler(context).run(new InitVault(), Progress.silent());
    }

    private Estate estate(Secret key, BackupPolicy policy) {
        Environment production = new Environment("production", true);
        Deployment deployment =
                new Deployment(
                        "shop",
                        production,
                        new ServerAddress(
                                LABEL, "synthetic://one/shop", Optional.empty(), Optional.empty()),
                        Set.of("one"),
                        Optional.of(policy),
                        BranchPolicy.DEFAULT,
                        Optional.empty());
        return new Estate(
                "test",
                ZoneOffset.UTC,
                new VaultDeclaration(key),
                new Scratch(Path.of("unused"), OptionalLong.empty(), Optional.empty()),
                List.of(production),
                List.of(declaration("onsite", faultyOnsite), declaration("cloud", faultyCloud)),
                List.of(new Database("shop", List.of(deployment))),
                List.of(),
                ServePolicy.DEFAULT,
                List.of());
    }

    private static StorageDeclaration declaration(String name, Storage storage) {
        return new StorageDeclaration(
                name,
                new InMemory(storage),
                new FailureDomain(Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private static BackupPolicy policy(Optional<Keep> keep, Optional<Duration> walKeep) {
        return new BackupPolicy(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of("onsite", "cloud"),
                keep,
                new Prove(Optional.empty(), Optional.empty(), List.of()),
                new Objectives(Optional.empty(), Optional.empty()),
                2,
                true,
                true,
                true,
                walKeep,
                OptionalLong.empty());
    }

    BackupResult backUp() throws InterruptedException {
        return new RunBackupHandler(context)
                .run(new RunBackup(LABEL, false, false), Progress.silent());
    }

    PinResult pin(String snapshot, Optional<Instant> until, String reason)
            throws InterruptedException {
        return new MarkHandlers(context)
                .pin()
                .run(new PinBackup(snapshot, until, reason), Progress.silent());
    }

    PinResult unpin(String snapshot) throws InterruptedException {
        return new MarkHandlers(context).unpin().run(new UnpinBackup(snapshot), Progress.silent());
    }

    PinResult undo(String snapshot) throws InterruptedException {
        return new MarkHandlers(context)
                .undoExpiry()
                .run(new UndoExpiry(snapshot), Progress.silent());
    }

    /// One copy by itself.
    Vault vault(String storage) {
        return context.openVault(List.of(storage)).vaults().getFirst();
    }

    RestoreResult restore(String snapshot, String storage, Path to, boolean delta)
            throws InterruptedException {
        RestoreBackup request =
                new RestoreBackup(
                        LABEL,
                        "snapshot:" + snapshot,
                        false,
                        Optional.of(storage),
                        to,
                        delta,
                        false,
                        Map.of());
        return new RestoreBackupHandler(context).run(request, Progress.silent());
    }

    /// The restored files that the server has too.
    static Map<String, byte[]> restored(Path directory) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String name = directory.relativize(path).toString();
                if (!name.startsWith("pg_wal/") && !name.equals("global/pg_control")) {
                    files.put(name, Files.readAllBytes(path));
                }
            }
        }
        return files;
    }
}
