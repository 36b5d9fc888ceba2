package dev.holdfast.core.journal;

import java.util.List;
import java.util.Optional;

/// What happened, when, by whom, with what result. Entries are only ever appended; each carries the
/// hash of the one before it, so that a change or a removal is found by [#verify]. The form of the
/// hash stands in `docs/reference/journal.md`.
///
/// Safe for many threads and for several processes at once. An entry that was returned is durable.
/// `STATE_UNUSABLE` when it cannot be written or read. Entries never hold secrets: their authors
/// write names only.
public interface Journal {

    JournalEntry append(NewEntry entry);

    /// The newest `limit` entries that `filter` lets through, newest first.
    List<JournalEntry> entries(JournalFilter filter, int limit);

    /// Recomputes every hash.
    Verification verify();

    /// The newest entry's place and hash; empty for an empty journal. Anchored in each storage, it
    /// shows when a journal was cut short or replaced.
    Optional<JournalHead> head();
}
