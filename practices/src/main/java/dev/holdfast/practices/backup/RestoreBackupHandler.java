package dev.holdfast.practices.backup;

import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.operation.Handler;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.SnapshotIndex.Held;
import dev.holdfast.practices.branch.Destination;
import dev.holdfast.practices.branch.Materialised;
import dev.holdfast.practices.branch.Materialiser;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.Snapshot;
import dev.holdfast.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// `backup restore`: puts a snapshot into a directory that plain `pg_ctl` starts.
public final class RestoreBackupHandler implements Handler<RestoreBackup, RestoreResult> {
    private final BackupContext context;

    public RestoreBackupHandler(BackupContext context) {
        this.context = context;
    }

    @Override
    public RestoreResult run(RestoreBackup request, Progress progress) throws InterruptedException {
        Instant started = context.clock().instant();
        progress.step("unlock the vault");
        try (VaultCopies copies = context.openVault(context.storageNames())) {
            Vault copy = chosen(copies, request);
            Held held = held(copies, request);
            try {
                return restore(copy, held, request, progress, started);
            } catch (HoldfastException e) {
                throw withOtherCopy(e, copy, held, request);
            }
        }
    }

    private RestoreResult restore(
            Vault copy, Held held, RestoreBackup request, Progress progress, Instant started)
            throws InterruptedException {
        Snapshot snapshot = copy.snapshot(held.id());
        Destination destination =
                new RestoreGuard(context.engine().dataDirectories(), request)
                        .destination(snapshot.manifest());
        Materialised files =
                new Materialiser(context.engine().dataDirectories(), progress)
                        .run(copy, snapshot, destination);
        note(files, progress);
        return result(request, copy, snapshot.manifest(), files, started);
    }

    /// Where a copy is damaged, what helps now is another one.
    private static HoldfastException withOtherCopy(
            HoldfastException e, Vault copy, Held held, RestoreBackup request) {
        List<String> others =
                held.copies().stream()
                        .map(other -> other.storage().name())
                        .filter(name -> !name.equals(copy.storage().name()))
                        .toList();
        boolean isDamage =
                e.is(ProblemCode.OBJECT_DAMAGED)
                        || e.is(ProblemCode.OBJECT_MISSING)
                        || e.is(ProblemCode.SNAPSHOT_DAMAGED);
        if (!isDamage || others.isEmpty()) {
            return e;
        }
        return new HoldfastException(
                e.problem().code(),
                e.problem().message(),
                "restore the other copy: holdfast backup restore %s --at snapshot:%s --storage %s --to %s"
                        .formatted(request.database(), held.id(), others.getFirst(), request.to()),
                e);
    }

    /// What `request` would do, decided but not done: for showing it first.
    public RestorePreview preview(RestoreBackup request) {
        try (VaultCopies copies = context.openVault(context.storageNames())) {
            Vault copy = chosen(copies, request);
            Manifest manifest = copy.manifest(held(copies, request).id());
            RestoreGuard guard = new RestoreGuard(context.engine().dataDirectories(), request);
            guard.destination(manifest);
            return new RestorePreview(
                    manifest.id(),
                    manifest.label(),
                    copy.storage().name(),
                    manifest.finished(),
                    manifest.amounts().databaseBytes(),
                    manifest.facts().version(),
                    request.to().toAbsolutePath().normalize().toString(),
                    guard.presentState());
        }
    }

    private Held held(VaultCopies copies, RestoreBackup request) {
        copies.require();
        requireSnapshot(request.at());
        Deployment deployment = context.estate().deployment(request.database());
        return SnapshotIndex.of(copies.vaults()).require(deployment.label(), request.at());
    }

    private static void requireSnapshot(String at) {
        if (!at.equals("latest") && !at.startsWith("snapshot:")) {
            throw new HoldfastException(
                    ProblemCode.USAGE,
                    "cannot restore to '%s': without WAL streaming, only snapshots can be restored"
                            .formatted(at),
                    "see them with: holdfast backup list; then: --at snapshot:ID");
        }
    }

    private Vault chosen(VaultCopies copies, RestoreBackup request) {
        Held held = held(copies, request);
        if (request.storage().isEmpty()) {
            return held.copies().stream()
                    .filter(copy -> SnapshotIndex.readable(held.id(), List.of(copy)).isPresent())
                    .findFirst()
                    .orElseGet(held.copies()::getFirst);
        }
        String wanted = context.requireStorage(request.storage().get());
        if (copies.failures().containsKey(wanted)) {
            throw new HoldfastException(copies.failures().get(wanted), null);
        }
        return held.copies().stream()
                .filter(copy -> copy.storage().name().equals(wanted))
                .findFirst()
                .orElseThrow(() ->
                        new HoldfastException(
                                ProblemCode.SNAPSHOT_UNKNOWN,
                                "storage '%s' does not hold snapshot %s"
                                        .formatted(wanted, held.id()),
                                "see where it is: holdfast backup show " + held.id()));
    }

    private static void note(Materialised files, Progress progress) {
        if (!files.invalidPages().isEmpty()) {
            progress.note(
                    "%d pages fail their checksum, the first: %s; recovery mends those that were being written"
                            .formatted(
                                    files.invalidPages().size(), files.invalidPages().getFirst()));
        }
    }

    private RestoreResult result(
            RestoreBackup request,
            Vault copy,
            Manifest manifest,
            Materialised files,
            Instant started) {
        String directory = request.to().toAbsolutePath().normalize().toString();
        Duration took = Duration.between(started, context.clock().instant());
        return new RestoreResult(
                manifest.id(),
                copy.storage().name(),
                directory,
                took.toMillis() / 1000.0,
                files.files(),
                files.bytes(),
                files.writtenBytes(),
                manifest.facts().version(),
                context.engine().dataDirectories().startCommand(request.to(), manifest.facts()));
    }
}
