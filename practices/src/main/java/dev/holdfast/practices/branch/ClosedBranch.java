package dev.holdfast.practices.branch;

/// @param forced its process did not end by itself
public record ClosedBranch(String name, boolean forced) {}
