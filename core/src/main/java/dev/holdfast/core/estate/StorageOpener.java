package dev.holdfast.core.estate;

import dev.holdfast.core.storage.Storage;

/// Opens what the estate declares. Opening does no I/O: an unreachable storage fails when it is
/// used.
public interface StorageOpener {

    /// The caller closes the result.
    Storage open(StorageDeclaration declaration);
}
