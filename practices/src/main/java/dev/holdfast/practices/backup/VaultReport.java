package dev.holdfast.practices.backup;

import java.util.List;

/// How the vault stands, storage by storage.
///
/// @param keyCreated where a new key was written; empty when there was one
/// @param publicKey of the signatures on receipts, base64
/// @param fingerprint SHA-256 of the public key, hexadecimal
public record VaultReport(
        String keyCreated, String publicKey, String fingerprint, List<VaultCopy> storages) {
    public VaultReport {
        storages = List.copyOf(storages);
    }

    public boolean isWell() {
        return storages.stream().allMatch(copy -> copy.problems().isEmpty());
    }

    /// @param problems what is missing or damaged, each naming the object and what it takes with it
    public record VaultCopy(
            String name,
            String location,
            String state,
            long snapshots,
            long objects,
            long bytes,
            List<String> problems) {
        public VaultCopy {
            problems = List.copyOf(problems);
        }
    }
}
