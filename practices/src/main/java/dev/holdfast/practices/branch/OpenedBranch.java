package dev.holdfast.practices.branch;

import dev.holdfast.core.secret.Secret;

/// @param password of the one role that may log in; shown once, and kept nowhere
/// @param seconds until it could be used, as whoever asked for it saw it
public record OpenedBranch(BranchCard branch, Secret password, double seconds) {}
