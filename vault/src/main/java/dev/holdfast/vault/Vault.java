package dev.holdfast.vault;

import dev.holdfast.core.storage.Storage;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// One storage's copy of a vault, unlocked. Safe for many threads. Does not close its storage.
@SuppressWarnings("DoNotCallSuggester") // the bodies follow
public final class Vault {
    private Vault() {}

    public static boolean exists(Storage storage) {
        throw new UnsupportedOperationException("soon");
    }

    /// A new vault with an identity and keys of its own. `VAULT_FOREIGN` when the storage holds a
    /// vault already.
    public static Vault create(Storage storage, VaultKey key, Instant now, SecureRandom random) {
        throw new UnsupportedOperationException("soon");
    }

    /// The same vault in another storage: its identity and keys, none of its snapshots.
    /// `VAULT_FOREIGN` when that storage holds another one.
    public static Vault createLike(Vault other, Storage storage) {
        throw new UnsupportedOperationException("soon");
    }

    /// `VAULT_MISSING`, `VAULT_KEY_WRONG`, `VAULT_FORMAT_UNKNOWN`.
    public static Vault unlock(Storage storage, VaultKey key) {
        throw new UnsupportedOperationException("soon");
    }

    public UUID id() {
        throw new UnsupportedOperationException("soon");
    }

    public Storage storage() {
        throw new UnsupportedOperationException("soon");
    }

    /// Of the signatures on receipts: its X.509 form in base64.
    public String publicKey() {
        throw new UnsupportedOperationException("soon");
    }

    /// SHA-256 of the public key's X.509 form, hexadecimal: the key id on receipts.
    public String fingerprint() {
        throw new UnsupportedOperationException("soon");
    }

    /// A new one for each thread.
    public FrameNaming naming() {
        throw new UnsupportedOperationException("soon");
    }

    /// Oldest first. A snapshot is listed when it is complete in this storage.
    public List<String> snapshotIds() {
        throw new UnsupportedOperationException("soon");
    }

    /// `SNAPSHOT_UNKNOWN` when this storage has none of that id.
    public Manifest manifest(String id) {
        throw new UnsupportedOperationException("soon");
    }

    public Snapshot snapshot(String id) {
        throw new UnsupportedOperationException("soon");
    }

    public SignedProof sign(Proof proof) {
        throw new UnsupportedOperationException("soon");
    }

    /// Stores a receipt in this storage.
    public void keep(SignedProof proof) {
        throw new UnsupportedOperationException("soon");
    }

    /// All receipts about a snapshot in this storage that carry this vault's signature, oldest
    /// first; what cannot be read as one is left out.
    public List<SignedProof> proofs(String snapshotId) {
        throw new UnsupportedOperationException("soon");
    }

    public Usage usage() {
        throw new UnsupportedOperationException("soon");
    }
}
