package dev.holdfast.journal;

import dev.holdfast.core.journal.NewEntry;
import dev.holdfast.core.journal.OperationRecord;
import dev.holdfast.core.journal.OperationState;
import dev.holdfast.core.journal.ProcessIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Entries and operations for tests.
final class Samples {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123Z");

    private Samples() {}

    static NewEntry entry(String kind, String subject) {
        return new NewEntry(
                NOW, "ada@box", kind, subject, Optional.of("3f2a"), "done", "{\"seconds\":1.5}");
    }

    static OperationRecord operation(String id, String kind, String subject) {
        return new OperationRecord(
                id,
                kind,
                subject,
                "{}",
                OperationState.RUNNING,
                "ada@box",
                new ProcessIdentity("box", "boot 1", 4711, NOW),
                NOW,
                NOW,
                Optional.empty(),
                false,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }
}
