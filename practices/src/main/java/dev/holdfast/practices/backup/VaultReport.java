package dev.holdfast.practices.backup;

import dev.holdfast.core.storage.Storage;
import dev.holdfast.vault.CopyCheck.Extra;
import dev.holdfast.vault.CopyCheck.Flaw;
import dev.holdfast.vault.Usage;
import java.util.List;
import java.util.Optional;

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

    /// @param problems what is wrong, one line each, without what it takes with it
    /// @param flaws what is missing or damaged, with all that it takes with it
    /// @param extra what no snapshot leads to; empty where that was not looked for or is not known
    public record VaultCopy(
            String name,
            String location,
            String state,
            long snapshots,
            long objects,
            long bytes,
            List<String> problems,
            List<Flaw> flaws,
            Optional<Extra> extra) {
        public VaultCopy {
            problems = List.copyOf(problems);
            flaws = List.copyOf(flaws);
        }

        /// Where nobody looked for flaws.
        VaultCopy(Storage storage, String state, Usage usage, List<String> problems) {
            this(
                    storage.name(),
                    storage.location(),
                    state,
                    usage.snapshots(),
                    usage.objects(),
                    usage.bytes(),
                    problems,
                    List.of(),
                    Optional.empty());
        }
    }
}
