package dev.holdfast.vault;

import java.time.Duration;

/// How long things wait, by the storage's own clock. Why these suffice:
/// `docs/designs/0002-expiry-and-collection.md`.
public final class Grace {
    /// Between a tombstone or a condemnation and the first deletion.
    public static final Duration GRACE = Duration.ofHours(24);

    /// A tombstone can be released this long: well before anything is deleted.
    public static final Duration UNDO = Duration.ofHours(23);

    /// A manifest may rely on what was condemned at most this long ago.
    static final Duration COMMIT = Duration.ofHours(18);

    /// How long one look at the manifests is good for deleting.
    static final Duration LOOK = Duration.ofHours(1);

    /// A writer that has run this long leaves a lease, and renews it as often.
    static final Duration LEASE = Duration.ofHours(1);

    private Grace() {}
}
