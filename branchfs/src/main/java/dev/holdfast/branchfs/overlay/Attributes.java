package dev.holdfast.branchfs.overlay;

/// What stat(2) says. Times are nanoseconds since 1970.
///
/// @param id the inode's number
/// @param mode with the type
public record Attributes(
        long id,
        int mode,
        long size,
        int links,
        int uid,
        int gid,
        long accessed,
        long modified,
        long changed) {}
