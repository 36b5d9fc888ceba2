package dev.holdfast.vault;

/// Knows content that proves by itself that it was unpacked rightly, as pages do by their
/// checksums. Safe for many threads.
@FunctionalInterface
public interface ContentProof {

    /// Whether `length` bytes that are to stand at `offset` of `file` are right for certain. Where
    /// they are not, they are compared with a name.
    boolean holds(StoredFile file, long offset, byte[] buffer, int from, int length);
}
