package dev.holdfast.practices.branch;

import dev.holdfast.practices.branch.BranchState.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The open branches of one machine, as `branch list` and the API tell of them.
public record BranchList(List<Line> branches) {
    public BranchList {
        branches = List.copyOf(branches);
    }

    /// @param why what is not well
    /// @param url without the password
    /// @param bytes of the scratch directory
    public record Line(
            String name,
            Health state,
            Optional<String> why,
            String server,
            String moment,
            BranchKind kind,
            String url,
            Instant opened,
            Instant ends,
            long ttlSeconds,
            long bytes,
            String storage,
            String snapshot,
            String version,
            List<String> lacking) {}

    public static BranchList of(List<BranchState> states, Instant now) {
        return new BranchList(states.stream().map(state -> line(state, now)).toList());
    }

    private static Line line(BranchState state, Instant now) {
        BranchCard branch = state.branch();
        return new Line(
                branch.name(),
                state.health(),
                state.why(),
                branch.server(),
                branch.moment(),
                branch.kind(),
                branch.url(),
                branch.opened(),
                branch.ends(),
                Math.max(0, Duration.between(now, branch.ends()).toSeconds()),
                state.usedBytes(),
                branch.storage(),
                branch.snapshot(),
                branch.version(),
                branch.lacking());
    }

    public boolean isWell() {
        return branches.stream().allMatch(each -> each.state() == Health.RUNNING);
    }
}
