package dev.holdfast.core.journal;

import java.time.Instant;
import java.util.Optional;

/// Which entries of the journal are wanted; what is empty lets everything through.
///
/// @param kind as in the entry, or the beginning of its words: `backup` finds `backup run`
/// @param since entries at or after this moment
/// @param before entries that were appended before the one of this place
/// @param text stands somewhere in the entry: who, what, about what, the result or its details
public record JournalFilter(
        Optional<String> kind,
        Optional<String> subject,
        Optional<String> operation,
        Optional<Instant> since,
        Optional<Long> before,
        Optional<String> text) {

    public JournalFilter(
            Optional<String> kind,
            Optional<String> subject,
            Optional<String> operation,
            Optional<Instant> since) {
        this(kind, subject, operation, since, Optional.empty(), Optional.empty());
    }

    public static JournalFilter everything() {
        return new JournalFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static JournalFilter ofOperation(String id) {
        return new JournalFilter(
                Optional.empty(), Optional.empty(), Optional.of(id), Optional.empty());
    }
}
