package dev.holdfast.core.estate;

/// Reads `holdfast.yaml`.
public final class EstateReader {}
