package dev.holdfast.practices.branch;

import dev.holdfast.core.operation.Handler;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.time.Duration;

/// `branch close`: a branch whose process does not answer is closed without it.
public final class CloseBranchHandler implements Handler<CloseBranch, ClosedBranch> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Branches branches;

    public CloseBranchHandler(Branches branches) {
        this.branches = branches;
    }

    @Override
    public ClosedBranch run(CloseBranch request, Progress progress) throws InterruptedException {
        Registry registry = branches.registry();
        try {
            if (registry.state(request.name()).isEmpty()) {
                throw registry.unknown(request.name());
            }
            progress.step("end its server");
            return new ClosedBranch(request.name(), registry.close(request.name(), PATIENCE));
        } catch (IOException e) {
            throw new HoldfastException(
                    ProblemCode.TARGET_UNUSABLE,
                    "branch '%s' could not be removed: %s"
                            .formatted(request.name(), e.getMessage()),
                    "run it as the user who opened it: holdfast branch close " + request.name(),
                    e);
        }
    }
}
