package dev.holdfast.core.journal;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// An entry of the journal as scripts and the console see it.
public record EntryView(
        long seq,
        Instant time,
        String actor,
        String kind,
        String subject,
        Optional<String> operation,
        String outcome,
        JsonNode details,
        String hash) {

    public static EntryView of(JournalEntry entry) {
        return new EntryView(
                entry.seq(),
                entry.time(),
                entry.actor(),
                entry.kind(),
                entry.subject(),
                entry.operation(),
                entry.outcome(),
                StoredJson.parse(entry.details()),
                entry.hash());
    }
}
