package dev.holdfast.journal;

import dev.holdfast.core.journal.JournalEntry;
import dev.holdfast.core.journal.NewEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// How an entry's hash is made; `docs/reference/journal.md` describes it. Once released it never
/// changes: old entries must stay verifiable.
final class HashChain {
    /// What the first entry has for the hash of the one before it.
    static final String START = "0".repeat(64);

    private HashChain() {}

    static JournalEntry link(long seq, NewEntry entry, String previousHash) {
        JournalEntry unhashed =
                new JournalEntry(
                        seq,
                        entry.time(),
                        entry.actor(),
                        entry.kind(),
                        entry.subject(),
                        entry.operation(),
                        entry.outcome(),
                        entry.details(),
                        previousHash,
                        "");
        return new JournalEntry(
                seq,
                entry.time(),
                entry.actor(),
                entry.kind(),
                entry.subject(),
                entry.operation(),
                entry.outcome(),
                entry.details(),
                previousHash,
                hash(unhashed));
    }

    /// SHA-256 over the fields in this order, each as its length in bytes, a colon, its UTF-8 bytes
    /// and a comma, so that no two entries have the same bytes.
    static String hash(JournalEntry entry) {
        MessageDigest digest = sha256();
        List.of(
                        "holdfast-journal-1",
                        Long.toString(entry.seq()),
                        Long.toString(entry.time().toEpochMilli()),
                        entry.actor(),
                        entry.kind(),
                        entry.subject(),
                        entry.operation().orElse(""),
                        entry.outcome(),
                        entry.details(),
                        entry.previousHash())
                .forEach(field -> update(digest, field));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, String field) {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
        digest.update((byte) ',');
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
