package dev.holdfast.practices.backup.rescue;

import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.core.engine.rescue.RescueFindings;
import dev.holdfast.core.engine.rescue.RescueOrder;
import dev.holdfast.core.engine.rescue.RowRescue;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.operation.Handler;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.practices.backup.BackupContext;
import dev.holdfast.practices.backup.StoredMoments;
import dev.holdfast.practices.branch.BranchPoint;
import dev.holdfast.practices.branch.Branches;
import dev.holdfast.practices.branch.MomentFinder;
import dev.holdfast.practices.branch.RunningBranch;
import dev.holdfast.vault.StreamPart;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

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
        Branches branches =
                new Branches(
                        context.engine(),
                        context.estate().scratch(),
                        context.random(),
                        context.clock());
        progress.step("find the moment");
        try (BranchPoint point =
                        new StoredMoments(context)
                                .find(
                                        new MomentFinder.Wish(
                                                request.database(),
                                                request.at(),
                                                request.storage()));
                RunningBranch branch =
                        branches.open(point, branches.nameFor(deployment.label()), progress)) {
            double openSeconds = secondsSince(begun);
            RepairFile file = new RepairFile(request.repair());
            RescueFindings findings = compare(request, deployment, point, branch, file, progress);
            return new RescueReport(
                    deployment.label(),
                    request.at(),
                    point.copy().storage().name(),
                    point.snapshot().manifest().id(),
                    openSeconds,
                    branch.server().recoveryTime().toMillis() / 1000.0,
                    replayedBytes(point),
                    secondsSince(begun),
                    deployment.environment().isProtected(),
                    findings,
                    file.sha256());
        }
    }

    private RescueFindings compare(
            RescueRows request,
            Deployment deployment,
            BranchPoint point,
            RunningBranch branch,
            RepairFile file,
            Progress progress)
            throws InterruptedException {
        RescueOrder order = order(request, deployment, address(point, branch));
        RescueFindings findings;
        try (RepairFile.Writing repair = file.write()) {
            findings = rescue.compare(order, repair::add, progress);
        }
        branch.trouble()
                .ifPresent(why -> {
                    throw new HoldfastException(
                            ProblemCode.SCRATCH_FAILED,
                            "the branch broke while rows were compared: " + why,
                            "nothing was changed; make room in the scratch directory, then run the"
                                    + " same command again");
                });
        return findings;
    }

    private static ServerAddress address(BranchPoint point, RunningBranch branch) {
        return new ServerAddress(
                "the branch",
                branch.server().url(point.database()),
                Optional.empty(),
                Optional.of(new Secret.Held(branch.server().password())));
    }

    private static RescueOrder order(
            RescueRows request, Deployment deployment, ServerAddress past) {
        RescueRows.Extent extent = request.extent();
        return new RescueOrder(
                deployment.address(),
                past,
                request.table(),
                request.where().sql(),
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
