package dev.holdfast.branchfs.overlay;

import dev.holdfast.branchfs.tree.LazyTree;

/// How much disk a branch may take.
///
/// @param quotaBytes all of it: what was read and what was written. A write beyond it finds the
///   disk full
/// @param cacheBytes what was only read and can be read again
public record OverlayLimits(long quotaBytes, long cacheBytes) {
    /// Less than this and readers only take each other's chunks away.
    private static final long LEAST = 8L * LazyTree.CHUNK_BYTES;

    public static final OverlayLimits NONE = new OverlayLimits(Long.MAX_VALUE, Long.MAX_VALUE);

    public OverlayLimits {
        if (quotaBytes < LEAST || cacheBytes < LEAST) {
            throw new IllegalArgumentException(
                    "quota %d and cache %d must be at least %d"
                            .formatted(quotaBytes, cacheBytes, LEAST));
        }
    }

    int quotaSlots() {
        return slots(quotaBytes);
    }

    int cacheSlots() {
        return slots(cacheBytes);
    }

    private static int slots(long bytes) {
        return (int) Math.min(Integer.MAX_VALUE, bytes / LazyTree.CHUNK_BYTES);
    }
}
