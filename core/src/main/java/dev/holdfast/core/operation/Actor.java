package dev.holdfast.core.operation;

/// Who works here, as the journal and the vault remember it: the user of this process, or whoever
/// asked it over the network.
public final class Actor {
    private static final ScopedValue<String> CALLER = ScopedValue.newInstance();

    private Actor() {}

    /// `user@host`, or `token:NAME@host`.
    public static String current() {
        return CALLER.isBound() ? CALLER.get() : Processes.actor();
    }

    /// Runs `work` on this thread for whoever has the token of that name.
    public static void runAs(String token, Runnable work) {
        ScopedValue.where(CALLER, "token:" + token + "@" + Processes.host()).run(work);
    }
}
