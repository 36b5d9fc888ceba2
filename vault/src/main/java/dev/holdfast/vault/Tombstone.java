package dev.holdfast.vault;

import dev.holdfast.vault.Notes.Note;
import java.time.Duration;
import java.time.Instant;

/// Says that a snapshot expired in one storage: it is not listed any more, and after a grace it is
/// deleted.
///
/// @param expired by the storage's clock
public record Tombstone(String snapshot, String reason, String by, Instant expired) {

    /// @param by `user@host`
    record Content(String snapshot, String reason, String by) {}

    static Tombstone of(Note<Content> note) {
        Content content = note.content();
        return new Tombstone(content.snapshot(), content.reason(), content.by(), note.created());
    }

    /// Whether it counts: decided by facts that never change, so alike by everybody. A release that
    /// came too late is none.
    static boolean counts(Note<Content> note) {
        return note.key().startsWith(ObjectKeys.EXPIRED + note.content().snapshot() + "-")
                && note.released()
                        .filter(at ->
                                Duration.between(note.created(), at).compareTo(Grace.UNDO) < 0)
                        .isEmpty();
    }
}
