package dev.holdfast.practices.backup.rescue;

import dev.holdfast.core.engine.ServerAddress;
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
import java.util.Optional;

/// The server as it was at a moment: a branch that is there until this is closed.
record PastServer(BranchPoint point, RunningBranch branch) implements AutoCloseable {

    /// `MOMENT_UNKNOWN` when no storage can bring the moment back.
    static PastServer open(BackupContext context, MomentFinder.Wish wish, Progress progress)
            throws InterruptedException {
        Branches branches =
                new Branches(
                        context.engine(),
                        context.estate().scratch(),
                        context.random(),
                        context.clock());
        BranchPoint point = new StoredMoments(context).find(wish);
        try {
            String name = branches.nameFor(wish.database());
            return new PastServer(point, branches.open(point, name, progress));
        } catch (InterruptedException | RuntimeException e) {
            point.close();
            throw e;
        }
    }

    ServerAddress address() {
        return new ServerAddress(
                "the branch",
                branch.server().url(point.database()),
                Optional.empty(),
                Optional.of(new Secret.Held(branch.server().password())));
    }

    /// What a broken branch said is worth nothing: `SCRATCH_FAILED`.
    void requireSound() {
        branch.trouble()
                .ifPresent(why -> {
                    throw new HoldfastException(
                            ProblemCode.SCRATCH_FAILED,
                            "the branch broke while it was asked: " + why,
                            "nothing was changed; make room in the scratch directory, then run the"
                                    + " same command again");
                });
    }

    @Override
    public void close() {
        try (point) {
            branch.close();
        }
    }
}
