package dev.holdfast.practices.branch;

import java.util.Optional;

/// Finds what a moment takes in the storages of an estate. The backup practice has one.
public interface MomentFinder {

    /// The caller closes the result. `MOMENT_UNKNOWN` when no storage can bring it back.
    BranchPoint find(Wish wish) throws InterruptedException;

    /// @param database the deployment's label
    /// @param at as `MomentText` reads it
    /// @param storage the only one to look into; empty for all
    record Wish(String database, String at, Optional<String> storage) {}
}
