package dev.holdfast.core.estate;

import dev.holdfast.core.storage.Storage;

/// Opens what the estate declares. Opening does no I/O: an unreachable storage fails when it is
/// used.
public interface StorageOpener {

    /// With the credentials that write. The caller closes the result.
    Storage open(StorageDeclaration declaration);

    /// With the credentials that delete: those of `pruner:`, or else the same. The caller closes
    /// the result.
    default Storage openForPruning(StorageDeclaration declaration) {
        return open(declaration.forPruning());
    }
}
