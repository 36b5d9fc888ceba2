package dev.holdfast.vault;

import java.time.Instant;
import java.util.List;

/// The dated result of auditing a branch of one snapshot from one storage. Signed, it is a receipt.
///
/// @param server the label the snapshot was taken under
/// @param snapshotFinished when the snapshot was finished: how old the proven data is
/// @param recoverySeconds from the first byte read to the first query answered
/// @param tool the version of Holdfast that proved it
/// @param rungs from 0 to 7, each once
public record Proof(
        String snapshot,
        String server,
        String systemIdentifier,
        String storage,
        Instant snapshotFinished,
        Instant at,
        Verdict verdict,
        double recoverySeconds,
        double seconds,
        String serverVersion,
        String scratchVersion,
        String tool,
        List<Rung> rungs) {
    public Proof {
        rungs = List.copyOf(rungs);
    }

    public enum Verdict {
        /// Rungs 0 to 6 passed.
        PROVEN,
        /// Nothing failed, but some of rungs 0 to 6 were not run.
        PARTIAL,
        /// A rung failed: this copy is damaged.
        FAILED,
        /// It could not be judged, because this machine lacks something.
        ENVIRONMENT
    }

    public enum RungVerdict {
        PASS,
        FAIL,
        NOT_RUN
    }

    /// One rung of the ladder.
    ///
    /// @param figure what was judged, in numbers; or where it failed; or why it was not run
    public record Rung(int rung, String name, RungVerdict verdict, String figure, double seconds) {}
}
