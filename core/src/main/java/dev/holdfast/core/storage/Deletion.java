package dev.holdfast.core.storage;

/// What comes of it when somebody with a storage's credential deletes an object, as found by trying
/// it on one that was made for it.
public enum Deletion {
    /// It is gone for good: whoever has the credential can destroy the copy.
    POSSIBLE("can delete it"),
    /// It is hidden, but a former version stays that this credential cannot remove.
    VERSIONED("can hide it, but a former version stays"),
    /// A lock on the object forbids it to everybody, until the lock ends.
    LOCKED("cannot delete it: it is locked"),
    /// This credential may not.
    REFUSED("cannot delete it"),
    /// It was not tried.
    UNKNOWN("was not tried");

    private final String words;

    Deletion(String words) {
        this.words = words;
    }

    /// For people, behind whose credential it is.
    public String words() {
        return words;
    }

    /// Whether somebody tried it.
    public boolean isTried() {
        return this != UNKNOWN;
    }

    /// Whether a copy can be lost with the credential.
    public boolean isDangerous() {
        return this == POSSIBLE;
    }
}
