package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.RunningServer;
import dev.holdfast.core.engine.WalVisitor.Transaction;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.practices.backup.LogRung.Way;
import dev.holdfast.practices.branch.Branch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Rung 3: recovers to consistency, to one transaction of the log that follows, picked at random,
/// and to the end of that log. PostgreSQL refuses to stop anywhere before consistency, so whoever
/// arrives at a transaction has passed it.
final class RecoveryRung {
    private static final int RUNG = 3;

    private final Branch branch;
    private final Ladder ladder;
    private final Progress progress;
    private final Clock clock;

    RecoveryRung(Branch branch, Ladder ladder, Progress progress, Clock clock) {
        this.branch = branch;
        this.ladder = ladder;
        this.progress = progress;
        this.clock = clock;
    }

    /// @return the server, which the caller closes; `SCRATCH_FAILED` when it does not recover
    RunningServer climb(Optional<Way> way) throws InterruptedException {
        Instant begun = clock.instant();
        Optional<Transaction> commit = way.flatMap(each -> each.content().anyCommit());
        if (commit.isPresent()) {
            progress.step("rung 3: recover to a transaction picked at random");
            branch.rehearse(commit.get().at());
        }
        progress.step("rung 3: recover and start the server");
        RunningServer server = branch.start();
        String stops =
                commit.map(each ->
                                "; to the transaction of %s, picked at random"
                                        .formatted(each.time().truncatedTo(ChronoUnit.SECONDS)))
                        .orElse("");
        ladder.pass(
                RUNG,
                "consistent%s; to %s in %.1f s"
                        .formatted(
                                stops,
                                server.recoveredTo(),
                                server.recoveryTime().toMillis() / 1000.0),
                Duration.between(begun, clock.instant()).toMillis() / 1000.0);
        return server;
    }
}
