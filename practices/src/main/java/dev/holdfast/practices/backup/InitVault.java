package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Request;

/// Makes the vault in every storage of the estate that has none; makes the key where its file is
/// missing. Storages that hold the vault already are left as they are.
///
/// @param anew make a new vault although this estate had one, which no storage holds any more
public record InitVault(boolean anew) implements Request<VaultReport> {
    public InitVault() {
        this(false);
    }

    @Override
    public String kind() {
        return "vault init";
    }

    @Override
    public String subject() {
        return "vault";
    }
}
