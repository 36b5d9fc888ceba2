package dev.holdfast.practices.backup;

import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.operation.Handler;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.RestoreChoice.Chosen;
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
            progress.step("find the moment");
            Chosen chosen = choose(copies, request);
            try {
                return restore(chosen, request, progress, started);
            } catch (HoldfastException e) {
                throw withOtherCopy(e, chosen, request);
            }
        }
    }

    private RestoreResult restore(
            Chosen chosen, RestoreBackup request, Progress progress, Instant started)
            throws InterruptedException {
        Snapshot snapshot = chosen.copy().snapshot(chosen.held().id());
        Destination destination =
                new RestoreGuard(context.engine().dataDirectories(), request)
                        .destination(snapshot.manifest());
        RecoveryTarget target = new RecoveryTarget(chosen.plan(), request.pause());
        Materialised files =
                new Materialiser(context.engine().dataDirectories(), progress)
                        .run(chosen.copy(), snapshot, destination, target.replay());
        note(files, progress);
        return result(request, chosen, target, files, started);
    }

    /// Where a copy is damaged, what helps now is another one.
    private static HoldfastException withOtherCopy(
            HoldfastException e, Chosen chosen, RestoreBackup request) {
        Held held = chosen.held();
        Vault copy = chosen.copy();
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
                "restore the other copy: holdfast backup restore %s --at %s --storage %s --to %s"
                        .formatted(
                                request.database(),
                                request.at().equals("latest")
                                        ? "snapshot:" + held.id()
                                        : '"' + request.at() + '"',
                                others.getFirst(),
                                request.to()),
                e);
    }

    /// What `request` would do, decided but not done: for showing it first.
    public RestorePreview preview(RestoreBackup request) throws InterruptedException {
        try (VaultCopies copies = context.openVault(context.storageNames())) {
            Chosen chosen = choose(copies, request);
            Manifest manifest = chosen.plan().snapshot();
            RestoreGuard guard = new RestoreGuard(context.engine().dataDirectories(), request);
            guard.destination(manifest);
            return new RestorePreview(
                    manifest.id(),
                    manifest.label(),
                    chosen.copy().storage().name(),
                    manifest.finished(),
                    manifest.amounts().databaseBytes(),
                    manifest.facts().version(),
                    request.to().toAbsolutePath().normalize().toString(),
                    guard.presentState(),
                    new RecoveryTarget(chosen.plan(), request.pause()).onStart());
        }
    }

    private Chosen choose(VaultCopies copies, RestoreBackup request) throws InterruptedException {
        copies.require();
        Deployment deployment = context.estate().deployment(request.database());
        request.storage()
                .map(context::requireStorage)
                .ifPresent(wanted -> {
                    if (copies.failures().containsKey(wanted)) {
                        throw new HoldfastException(copies.failures().get(wanted), null);
                    }
                });
        Chosen chosen =
                new RestoreChoice(
                                context.engine(),
                                SnapshotIndex.of(copies.vaults()),
                                deployment.label(),
                                context.clock().instant())
                        .choose(request.at(), request.storage());
        if (request.pause() && !chosen.plan().stop().isTargeted()) {
            throw new HoldfastException(
                    ProblemCode.USAGE,
                    "--pause needs a moment before the end of what is stored",
                    "leave out --pause, or name an earlier moment: --at");
        }
        return chosen;
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
            Chosen chosen,
            RecoveryTarget target,
            Materialised files,
            Instant started) {
        Manifest manifest = chosen.plan().snapshot();
        String directory = request.to().toAbsolutePath().normalize().toString();
        Duration took = Duration.between(started, context.clock().instant());
        return new RestoreResult(
                manifest.id(),
                chosen.copy().storage().name(),
                directory,
                took.toMillis() / 1000.0,
                files.files(),
                files.bytes(),
                files.writtenBytes(),
                manifest.facts().version(),
                context.engine().dataDirectories().startCommand(request.to(), manifest.facts()),
                request.at(),
                chosen.plan().walBytes(),
                target.onStart());
    }
}
