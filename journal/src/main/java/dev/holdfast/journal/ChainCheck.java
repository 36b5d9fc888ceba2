package dev.holdfast.journal;

import dev.holdfast.core.journal.JournalEntry;
import dev.holdfast.core.journal.JournalHead;
import dev.holdfast.core.journal.Verification;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Follows the chain of hashes entry by entry until it breaks.
final class ChainCheck {
    private long entries;
    private String previousHash = HashChain.START;
    private Verification.@Nullable Broken broken;

    void next(JournalEntry entry) {
        long expected = entries + 1;
        if (entry.seq() != expected) {
            broken = new Verification.Broken(expected, "the entry is missing");
        } else if (!entry.previousHash().equals(previousHash)) {
            broken = new Verification.Broken(expected, "it does not follow the entry before it");
        } else if (!entry.hash().equals(HashChain.hash(entry))) {
            broken = new Verification.Broken(expected, "its content does not match its hash");
        }
        entries = expected;
        previousHash = entry.hash();
    }

    boolean isBroken() {
        return broken != null;
    }

    /// @param highest the highest place ever given to an entry
    Verification end(long highest) {
        if (broken != null) {
            return broken;
        }
        if (highest > entries) {
            return new Verification.Broken(
                    entries + 1, "entries at the end are missing: there were " + highest);
        }
        return new Verification.Intact(
                entries,
                entries == 0
                        ? Optional.empty()
                        : Optional.of(new JournalHead(entries, previousHash)));
    }
}
