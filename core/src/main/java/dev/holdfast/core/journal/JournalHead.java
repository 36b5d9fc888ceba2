package dev.holdfast.core.journal;

/// The newest entry of a journal.
public record JournalHead(long seq, String hash) {}
