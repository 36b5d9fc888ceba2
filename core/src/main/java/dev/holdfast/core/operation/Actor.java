package dev.holdfast.core.operation;

/// Who works here, as the journal and the vault remember it.
public final class Actor {
    private Actor() {}

    /// `user@host`.
    public static String current() {
        return Processes.actor();
    }
}
