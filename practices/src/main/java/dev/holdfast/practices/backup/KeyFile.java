package dev.holdfast.practices.backup;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.vault.Vault;
import dev.holdfast.vault.VaultKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/// The vault key as the estate names it; makes it where its file is missing.
public final class KeyFile {
    private final Secret secret;
    private final SecureRandom random;
    private String created = "";

    KeyFile(Secret secret, SecureRandom random) {
        this.secret = secret;
        this.random = random;
    }

    /// `VAULT_KEY_MISSING` when its file is not there.
    public static VaultKey read(Secret secret) {
        if (secret instanceof Secret.FromFile(Path path) && !Files.exists(path)) {
            throw new HoldfastException(
                    ProblemCode.VAULT_KEY_MISSING,
                    "the vault key %s is not there".formatted(path),
                    "bring it back from where you keep its copy; for a new vault: holdfast vault init");
        }
        return VaultKey.parse(secret.reveal());
    }

    /// The copy in `storage`, opened with the key in use, else with one that was kept when it was
    /// changed: a storage that was away then has not got the new one yet.
    public static Vault unlock(Storage storage, Secret secret) {
        VaultKey inUse = read(secret);
        try {
            return Vault.unlock(storage, inUse);
        } catch (HoldfastException e) {
            if (!e.is(ProblemCode.VAULT_KEY_WRONG)) {
                throw e;
            }
            return unlockWithKept(storage, secret, e);
        }
    }

    private static Vault unlockWithKept(Storage storage, Secret secret, HoldfastException wrong) {
        for (VaultKey kept : KeyFiles.kept(secret)) {
            try {
                return Vault.unlock(storage, kept);
            } catch (HoldfastException e) {
                if (!e.is(ProblemCode.VAULT_KEY_WRONG)) {
                    throw e;
                }
            }
        }
        throw wrong;
    }

    VaultKey read() {
        return read(secret);
    }

    VaultKey readOrCreate() {
        if (secret instanceof Secret.FromFile(Path path) && !Files.exists(path)) {
            create(path);
        }
        return read();
    }

    /// Where a new key was written; empty when there was one.
    String created() {
        return created;
    }

    private void create(Path path) {
        KeyFiles.write(path, VaultKey.random(random), Optional.empty());
        created = path.toString();
    }
}
