package dev.holdfast.practices.backup.rescue;

import dev.holdfast.core.engine.rescue.RepairOutcome;
import dev.holdfast.core.engine.rescue.RowRescue;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.operation.Handler;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.practices.backup.BackupContext;
import java.time.Duration;
import java.time.Instant;

/// `backup rescue --apply`, after the user said yes: exactly what was shown.
public final class ApplyRepairHandler implements Handler<ApplyRepair, RepairReport> {
    private final BackupContext context;
    private final RowRescue rescue;

    public ApplyRepairHandler(BackupContext context, RowRescue rescue) {
        this.context = context;
        this.rescue = rescue;
    }

    @Override
    public RepairReport run(ApplyRepair request, Progress progress) throws InterruptedException {
        Instant begun = context.clock().instant();
        Deployment deployment = context.estate().deployment(request.database());
        RepairFile file = new RepairFile(request.repair());
        if (!file.sha256().equals(request.sha256())) {
            throw new IllegalStateException(
                    "the repair in %s is not the one that was shown".formatted(request.repair()));
        }
        try (RepairFile.Reading repair = file.read()) {
            RepairOutcome outcome =
                    rescue.apply(
                            deployment.address(), repair.statements(), request.rows(), progress);
            return new RepairReport(
                    deployment.label(),
                    request.table(),
                    request.at(),
                    outcome.inserted(),
                    outcome.updated(),
                    outcome.left(),
                    Duration.between(begun, context.clock().instant()).toMillis() / 1000.0,
                    request.sha256());
        }
    }
}
