package dev.holdfast.practices.branch;

/// How a branch has its files.
public enum BranchKind {
    /// Fetched when they are touched.
    INSTANT,
    /// All copied before it opened.
    MATERIALISED
}
