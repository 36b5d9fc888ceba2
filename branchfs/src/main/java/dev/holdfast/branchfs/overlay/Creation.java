package dev.holdfast.branchfs.overlay;

/// Something new in a directory.
///
/// @param directory its number
/// @param name as bytes, each a character
/// @param mode with the type
public record Creation(long directory, String name, int mode, int uid, int gid) {}
