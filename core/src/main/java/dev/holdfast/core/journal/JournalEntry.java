package dev.holdfast.core.journal;

import java.time.Instant;
import java.util.Optional;

/// One entry of the journal.
///
/// @param seq its place, counted from 1 without gaps
/// @param time in milliseconds
/// @param details one JSON object, exactly as it was appended
/// @param previousHash of the entry before it; 64 zeros for the first
/// @param hash SHA-256 over the rest, in lower-case hexadecimal
public record JournalEntry(
        long seq,
        Instant time,
        String actor,
        String kind,
        String subject,
        Optional<String> operation,
        String outcome,
        String details,
        String previousHash,
        String hash) {}
