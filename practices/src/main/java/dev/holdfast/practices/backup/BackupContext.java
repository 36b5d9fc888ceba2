package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.estate.StorageDeclaration;
import dev.holdfast.core.estate.StorageOpener;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/// What every handler of this practice works with.
///
/// @param random where ids, keys and salts come from
/// @param tool the version of Holdfast, as kept in manifests and receipts
public record BackupContext(
        Estate estate,
        StorageOpener storages,
        Engine engine,
        Clock clock,
        SecureRandom random,
        String tool) {

    /// The vault's copies in the storages called `names`.
    VaultCopies openVault(List<String> names) {
        return VaultCopies.open(estate, storages, names);
    }

    /// The vault's copies in all storages.
    VaultCopies openVault() {
        return openVault(storageNames());
    }

    /// The vault's copies in all storages, opened with the credentials that may delete.
    VaultCopies openVaultForPruning() {
        return VaultCopies.open(estate, storages::openForPruning, storageNames());
    }

    List<String> storageNames() {
        return estate.storages().stream().map(StorageDeclaration::name).toList();
    }

    /// `name`, when the estate declares such a storage.
    String requireStorage(String name) {
        if (!storageNames().contains(name)) {
            throw new HoldfastException(
                    ProblemCode.USAGE,
                    "there is no storage '%s'".formatted(name),
                    "name one of: " + String.join(", ", storageNames()));
        }
        return name;
    }
}
