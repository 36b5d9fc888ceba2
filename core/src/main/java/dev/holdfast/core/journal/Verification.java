package dev.holdfast.core.journal;

import java.util.Optional;

/// What recomputing the journal's hashes found.
public sealed interface Verification {

    /// Every entry is as it was written.
    ///
    /// @param head empty for an empty journal
    record Intact(long entries, Optional<JournalHead> head) implements Verification {}

    /// The chain is broken.
    ///
    /// @param seq the first entry that is not as it was written, or is missing
    /// @param reason for people, such as `its content does not match its hash`
    record Broken(long seq, String reason) implements Verification {}
}
