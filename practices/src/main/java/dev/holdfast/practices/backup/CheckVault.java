package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Request;

/// Unlocks the vault in every storage and checks that everything its snapshots need is there.
///
/// @param hashes also read every object and compare its hash
public record CheckVault(boolean hashes) implements Request<VaultReport> {

    @Override
    public String kind() {
        return "vault check";
    }

    @Override
    public String subject() {
        return "vault";
    }
}
