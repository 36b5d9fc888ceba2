package dev.holdfast.core.estate;

/// @param isProtected production-like: writing to it needs more than a yes
public record Environment(String name, boolean isProtected) {}
