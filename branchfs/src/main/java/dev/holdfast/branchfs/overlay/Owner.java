package dev.holdfast.branchfs.overlay;

/// Whom the tree's files belong to: the user that the server runs as.
public record Owner(int uid, int gid) {}
