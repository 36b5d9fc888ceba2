package dev.holdfast.practices.backup;

import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.Pin;
import dev.holdfast.vault.Proof;
import java.util.List;
import java.util.Optional;

/// Everything that is kept about one snapshot.
///
/// @param manifest empty when no copy of it can be read
/// @param receipts of all storages, oldest first within each
/// @param pins of any storage: they keep it, whatever the policy says
public record SnapshotDetail(
        BackupList.SnapshotLine snapshot,
        Optional<Manifest> manifest,
        List<Receipt> receipts,
        List<Pin> pins) {
    public SnapshotDetail {
        receipts = List.copyOf(receipts);
        pins = List.copyOf(pins);
    }

    /// @param validSignature whether the vault's own key signed it
    /// @param json the receipt itself, as `backup verify-receipt` takes it
    public record Receipt(Proof proof, boolean validSignature, String json) {}
}
