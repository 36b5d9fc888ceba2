package dev.holdfast.core.estate;

/// One place that keeps a vault, as the user declares it.
public record StorageDeclaration(String name, StorageSettings settings, FailureDomain domain) {}
