package dev.holdfast.practices.backup.rescue;

import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.core.engine.rescue.RescueFindings;
import dev.holdfast.core.engine.rescue.RescueOrder;
import dev.holdfast.core.engine.rescue.RowRescue;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.operation.Handler;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.practices.backup.BackupContext;
import dev.holdfast.practices.branch.BranchPoint;
import dev.holdfast.practices.branch.MomentFinder;
import dev.holdfast.vault.StreamPart;
import java.time.Duration;
import java.time.Instant;

/// `backup rescue`: opens a branch at the moment, for as long as it takes, and compares.
public final class RescueRowsHandler implements Handler<RescueRows, RescueReport> {
    private final BackupContext context;
    private final RowRescue rescue;

    public RescueRowsHandler(BackupContext context, RowRescue rescue) {
        this.context = context;
        this.rescue = rescue;
    }

    @Override
    public RescueReport run(RescueRows request, Progress progress) throws InterruptedException {
        Instant begun = context.clock().instant();
        Deployment deployment = context.estate().deployment(request.database());
        MomentFinder.Wish wish =
                new MomentFinder.Wish(deployment.label(), request.at(), request.storage());
        progress.step("find the moment");
        try (PastServer past = PastServer.open(context, wish, progress)) {
            double openSeconds = secondsSince(begun);
            RepairFile file = new RepairFile(request.repair());
            RescueFindings findings =
                    compare(order(request, deployment, past.address()), file, progress);
            past.requireSound();
            return new RescueReport(
                    deployment.label(),
                    request.at(),
                    past.point().copy().storage().name(),
                    past.point().snapshot().manifest().id(),
                    openSeconds,
                    past.branch().server().recoveryTime().toMillis() / 1000.0,
                    replayedBytes(past.point()),
                    secondsSince(begun),
                    deployment.environment().isProtected(),
                    findings,
                    file.sha256());
        }
    }

    private RescueFindings compare(RescueOrder order, RepairFile file, Progress progress)
            throws InterruptedException {
        try (RepairFile.Writing repair = file.write()) {
            return rescue.compare(order, repair::add, progress);
        }
    }

    private RescueOrder order(RescueRows request, Deployment deployment, ServerAddress past) {
        RescueRows.Extent extent = request.extent();
        return new RescueOrder(
                deployment.address(),
                past,
                request.table(),
                request.where().sql(rescue),
                extent.changed(),
                extent.children(),
                extent.triggers(),
                extent.limit());
    }

    private static long replayedBytes(BranchPoint point) {
        return point.replay().stream()
                .flatMap(replay -> replay.parts().stream())
                .mapToLong(StreamPart::lengthBytes)
                .sum();
    }

    private double secondsSince(Instant begun) {
        return Duration.between(begun, context.clock().instant()).toMillis() / 1000.0;
    }
}
