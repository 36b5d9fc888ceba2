package dev.holdfast.core.operation;

import dev.holdfast.core.journal.Journal;
import dev.holdfast.core.journal.NewEntry;
import dev.holdfast.core.journal.OperationRecord;
import dev.holdfast.core.journal.OperationRecord.RecordedProblem;
import dev.holdfast.core.journal.OperationState;
import dev.holdfast.core.journal.OperationStore;
import dev.holdfast.core.journal.OperationStore.Ending;
import dev.holdfast.core.journal.ProcessIdentity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Finds operations that say they run, and whose process is gone.
final class CrashWatch {
    /// Where process ids cannot be compared, silence decides. Thirty missed heartbeats.
    static final Duration SILENCE = Duration.ofSeconds(60);

    private final OperationStore store;
    private final Journal journal;
    private final InstantSource clock;
    private final ProcessIdentity here = Processes.current();

    CrashWatch(OperationStore store, Journal journal, InstantSource clock) {
        this.store = store;
        this.journal = journal;
        this.clock = clock;
    }

    /// Marks and journals every crashed operation, and returns them.
    List<OperationRecord> sweep() {
        return store.running().stream().filter(this::isGone).filter(this::mark).toList();
    }

    private boolean isGone(OperationRecord operation) {
        if (operation.process().machine().equals(here.machine())) {
            return !Processes.isAlive(operation.process());
        }
        return operation.heartbeat().plus(SILENCE).isBefore(clock.instant());
    }

    /// @return whether this call marked it: two processes may have seen it crashed
    private boolean mark(OperationRecord operation) {
        Instant now = clock.instant();
        Ending ending =
                new Ending(
                        OperationState.CRASHED,
                        now,
                        operation.steps(),
                        Optional.empty(),
                        Optional.of(problemOf(operation)));
        if (!store.finish(operation.id(), ending)) {
            return false;
        }
        journal.append(entryOf(operation, now));
        return true;
    }

    private static RecordedProblem problemOf(OperationRecord operation) {
        return new RecordedProblem(
                "",
                "its process ("
                        + operation.process().pid()
                        + " on "
                        + operation.process().host()
                        + ") ended without a result; last seen "
                        + operation.heartbeat(),
                "run it again: holdfast " + operation.kind());
    }

    private static NewEntry entryOf(OperationRecord operation, Instant now) {
        return new NewEntry(
                now,
                Processes.actor(),
                operation.kind(),
                operation.subject(),
                Optional.of(operation.id()),
                OperationState.CRASHED.word(),
                RequestJson.object("lastSeen", operation.heartbeat().toString()));
    }
}
