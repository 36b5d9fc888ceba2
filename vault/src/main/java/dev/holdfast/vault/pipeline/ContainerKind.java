package dev.holdfast.vault.pipeline;

/// What a container holds. The code stands in its header and takes part in its key.
public enum ContainerKind {
    PACK(1),
    MAP(2),
    LIST(3),
    WAL(4),
    SNAPSHOT(5),
    /// A small fact beside the snapshots: a tombstone, a pin, a lease, a condemnation.
    NOTE(6),
    /// The frames of a pack that were still used when most were not; the others are empty.
    REMNANT(7);

    private final int code;

    ContainerKind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
