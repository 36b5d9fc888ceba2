package dev.holdfast.practices.overview;

import dev.holdfast.core.storage.Deletion;

/// What came of deleting from a storage with one of its credentials.
///
/// @param duty `writer`, or `pruner` where another credential deletes
/// @param credential whose it is, without secrets
public record Attempt(String duty, String credential, Deletion deletion) {
    static final String WRITER = "writer";
    static final String PRUNER = "pruner";

    boolean isPruner() {
        return duty.equals(PRUNER);
    }
}
