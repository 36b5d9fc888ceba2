package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.Server;
import dev.holdfast.core.estate.BackupPolicy;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.operation.Handler;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;

/// `backup run`: opens the vault's copies and the server, then makes one [SnapshotRun].
public final class RunBackupHandler implements Handler<RunBackup, BackupResult> {
    private final BackupContext context;

    public RunBackupHandler(BackupContext context) {
        this.context = context;
    }

    @Override
    public BackupResult run(RunBackup request, Progress progress) throws InterruptedException {
        Deployment deployment = context.estate().deployment(request.database());
        BackupPolicy policy = policy(deployment);
        progress.step("unlock the vault");
        try (VaultCopies copies = context.openVault(policy.to())) {
            copies.require();
            copies.failures()
                    .forEach((storage, problem) ->
                            progress.note(
                                    "storage '%s' is left out: %s"
                                            .formatted(storage, problem.message())));
            progress.step("connect to the server");
            try (Server server = context.engine().connect(deployment.backupAddress())) {
                SnapshotOrder order =
                        new SnapshotOrder(request, deployment, policy, copies, context);
                return new SnapshotRun(order, server, progress).run();
            }
        }
    }

    static BackupPolicy policy(Deployment deployment) {
        return deployment
                .backup()
                .orElseThrow(() ->
                        new HoldfastException(
                                ProblemCode.CONFIGURATION_INVALID,
                                "'%s' has no backup: block".formatted(deployment.label()),
                                "add `backup: {}` under it in holdfast.yaml"));
    }
}
