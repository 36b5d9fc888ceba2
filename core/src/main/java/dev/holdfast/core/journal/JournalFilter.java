package dev.holdfast.core.journal;

import java.time.Instant;
import java.util.Optional;

/// Which entries of the journal are wanted; what is empty lets everything through.
///
/// @param kind as in the entry, or the beginning of its words: `backup` finds `backup run`
/// @param since entries at or after this moment
public record JournalFilter(
        Optional<String> kind,
        Optional<String> subject,
        Optional<String> operation,
        Optional<Instant> since) {

    public static JournalFilter everything() {
        return new JournalFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static JournalFilter ofOperation(String id) {
        return new JournalFilter(
                Optional.empty(), Optional.empty(), Optional.of(id), Optional.empty());
    }
}
