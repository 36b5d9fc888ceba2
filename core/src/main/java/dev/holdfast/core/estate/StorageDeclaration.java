package dev.holdfast.core.estate;

public record StorageDeclaration(String name, StorageSettings settings, FailureDomain domain) {}
