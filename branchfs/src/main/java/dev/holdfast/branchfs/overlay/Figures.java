package dev.holdfast.branchfs.overlay;

/// What a branch has read and what it takes, as of now.
///
/// @param fetchedChunks read from the tree below; more than it has chunks when some were evicted
/// @param unkeptChunks of these, for which there was no room, so that they are fetched each time
/// @param evictedChunks given up for others
/// @param lastingBytes room that is taken by what was written
/// @param cachedBytes room that is taken by what was only read
public record Figures(
        long fetchedChunks,
        long unkeptChunks,
        long evictedChunks,
        long lastingBytes,
        long cachedBytes) {}
