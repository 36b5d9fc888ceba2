package dev.holdfast.core.estate;

import java.util.OptionalLong;

/// One place that keeps a vault, as the user declares it.
///
/// @param settings with the credentials that write
/// @param pruner the same place with the credentials that delete; [#settings] where the user names
///   no others
/// @param bandwidth how many bytes a second it may take and give
public record StorageDeclaration(
        String name,
        StorageSettings settings,
        FailureDomain domain,
        StorageSettings pruner,
        OptionalLong bandwidth) {

    /// One credential for everything, at any speed.
    public StorageDeclaration(String name, StorageSettings settings, FailureDomain domain) {
        this(name, settings, domain, settings, OptionalLong.empty());
    }

    /// Whether deleting needs another credential than writing.
    public boolean hasPruner() {
        return !pruner.equals(settings);
    }

    /// As it is opened to delete.
    public StorageDeclaration forPruning() {
        return new StorageDeclaration(name, pruner, domain, pruner, bandwidth);
    }
}
