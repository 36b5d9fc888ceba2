package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Request;
import dev.holdfast.vault.CopyCheck.Depth;

/// Unlocks the vault in every storage and checks that everything its snapshots need is there; also
/// that all storages have the same keys.
public record CheckVault(Depth depth) implements Request<VaultReport> {

    @Override
    public String kind() {
        return "vault check";
    }

    @Override
    public String subject() {
        return "vault";
    }
}
