package dev.holdfast.app;

import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.estate.StorageDeclaration;
import dev.holdfast.core.estate.StorageOpener;
import dev.holdfast.core.problem.ExitCode;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.vault.Vault;
import dev.holdfast.vault.VaultKey;

/// The public key of the estate's vault, from the first storage that can be reached.
record VaultPublicKey(Estate estate, StorageOpener storages) {

    String read() {
        VaultKey key = VaultKey.parse(estate.vault().key().reveal());
        HoldfastException last =
                new HoldfastException(
                        ProblemCode.VAULT_MISSING, "no storage is declared", "holdfast check");
        for (StorageDeclaration declaration : estate.storages()) {
            try (Storage storage = storages.open(declaration)) {
                return Vault.unlock(storage, key).publicKey();
            } catch (HoldfastException e) {
                if (e.problem().code().exitCode() != ExitCode.UNREACHABLE) {
                    throw e;
                }
                last = e;
            }
        }
        throw last;
    }
}
