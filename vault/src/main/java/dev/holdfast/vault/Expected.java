package dev.holdfast.vault;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.vault.pipeline.ContainerKind;
import dev.holdfast.vault.pipeline.DamagedData;
import dev.holdfast.vault.pipeline.FrameCodec;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/// An object as it must be, and how its bytes are told to be right, whichever copy they come from.
sealed interface Expected {

    String key();

    /// As stored; 0 where only the object itself can tell.
    default long sizeBytes() {
        return 0;
    }

    /// @throws DamagedData when `bytes` are not this object
    void check(FrameCodec codec, byte[] bytes);

    /// A pack, a map or a piece of WAL: its SHA-256 stands where it is referred to.
    record Content(Needed needed) implements Expected {
        @Override
        public String key() {
            return needed.key();
        }

        @Override
        public long sizeBytes() {
            return needed.sizeBytes();
        }

        @Override
        public void check(FrameCodec codec, byte[] bytes) {
            if (bytes.length != needed.sizeBytes()) {
                throw new DamagedData(
                        "it has %d bytes instead of %d".formatted(bytes.length, sizeBytes()));
            }
            if (!sha256(bytes).equals(needed.sha256())) {
                throw new DamagedData("its SHA-256 is not the one that was stored");
            }
        }

        private static String sha256(byte[] bytes) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
                return HexFormat.of().formatHex(hash);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// A file list: named after its content.
    record FileList(String key, String name) implements Expected {
        @Override
        public void check(FrameCodec codec, byte[] bytes) {
            content(codec, bytes);
        }

        byte[] content(FrameCodec codec, byte[] bytes) {
            return ListObject.content(
                    VaultObjects.Whole.of(codec, ContainerKind.LIST, key, bytes), codec, name);
        }
    }

    /// A stretch of streamed log: its key says which, and opens no other.
    record Log(StreamPart part) implements Expected {
        @Override
        public String key() {
            return part.key();
        }

        @Override
        public void check(FrameCodec codec, byte[] bytes) {
            VaultObjects.Whole whole =
                    VaultObjects.Whole.of(codec, ContainerKind.WAL, key(), bytes);
            long length = whole.content(codec).length;
            if (length != part.to().value() - part.from().value()) {
                throw new DamagedData("it holds %d bytes of log".formatted(length));
            }
        }
    }

    /// A note that stands by itself.
    record Fact(String key) implements Expected {
        @Override
        public void check(FrameCodec codec, byte[] bytes) {
            VaultObjects.Whole.of(codec, ContainerKind.NOTE, key, bytes).content(codec);
        }
    }

    /// What is left of a pack: its key opens no other, and each of its frames has its name.
    ///
    /// @param pack that it stands in for
    record Remnant(ObjectInfo info, Expected pack) implements Expected {
        @Override
        public String key() {
            return info.key();
        }

        @Override
        public long sizeBytes() {
            return info.sizeBytes();
        }

        @Override
        public void check(FrameCodec codec, byte[] bytes) {
            VaultObjects.Whole whole =
                    VaultObjects.Whole.of(codec, ContainerKind.REMNANT, key(), bytes);
            for (int frame = 0; frame < whole.index().frames(); frame++) {
                whole.decode(codec, frame);
            }
        }
    }

    /// A snapshot's manifest: encrypted under its own key, so that no other one passes for it.
    record Listed(String id) implements Expected {
        @Override
        public String key() {
            return ObjectKeys.snapshot(id);
        }

        @Override
        public void check(FrameCodec codec, byte[] bytes) {
            document(codec, bytes);
        }

        ManifestDocument document(FrameCodec codec, byte[] bytes) {
            VaultObjects.Whole whole =
                    VaultObjects.Whole.of(codec, ContainerKind.SNAPSHOT, key(), bytes);
            return Json.read(whole.content(codec), ManifestDocument.class);
        }
    }

    /// A proof's receipt.
    ///
    /// @param publicKey of the vault that signed it
    record Receipt(String key, String publicKey) implements Expected {
        @Override
        public void check(FrameCodec codec, byte[] bytes) {
            try {
                if (!SignedProof.parse(bytes).isSignedBy(publicKey)) {
                    throw new DamagedData("its signature is not this vault's");
                }
            } catch (HoldfastException e) {
                throw new DamagedData("it is not a receipt", e);
            }
        }
    }

    /// The vault's identity, `vault.json`.
    record VaultFile(UUID id) implements Expected {
        @Override
        public String key() {
            return ObjectKeys.VAULT;
        }

        @Override
        public void check(FrameCodec codec, byte[] bytes) {
            Identity identity = Json.read(bytes, Identity.class);
            if (identity.format() != Identity.FORMAT || !id.toString().equals(identity.id())) {
                throw new DamagedData("it is not the identity of vault " + id);
            }
        }
    }

    /// One generation of a vault's wrapped keys. Where it is meant for `vaultKey`, it must open
    /// with it.
    ///
    /// @param mustOpen whether it must be meant for `vaultKey`; earlier ones may be of other keys
    record Generation(int number, Vault vault, VaultKey vaultKey, boolean mustOpen)
            implements Expected {
        @Override
        public String key() {
            return ObjectKeys.keys(number);
        }

        @Override
        public void check(FrameCodec codec, byte[] bytes) {
            KeyFile file = KeyFile.parse(bytes, number);
            if (!file.vault().equals(vault.id().toString())
                    || !file.publicKey().equals(vault.publicKey())) {
                throw new DamagedData("it belongs to vault " + file.vault());
            }
            if (KeyRing.unwrap(file, vaultKey).isEmpty() && mustOpen) {
                throw new DamagedData("it does not open with key " + vaultKey.id());
            }
        }
    }
}
