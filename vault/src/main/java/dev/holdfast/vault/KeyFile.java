package dev.holdfast.vault;

import dev.holdfast.vault.pipeline.DamagedData;
import java.util.List;
import java.util.Objects;

/// One generation of the wrapped keys, `keys/NNNNNN`.
///
/// @param vault the id of the vault it belongs to
/// @param publicKey X.509 form, base64
/// @param recipients one for each vault key that opens it
record KeyFile(
        int format, String vault, int generation, String publicKey, List<Recipient> recipients) {
    static final int FORMAT = 1;

    KeyFile {
        Objects.requireNonNull(vault);
        Objects.requireNonNull(publicKey);
        recipients = List.copyOf(recipients);
    }

    /// @throws DamagedData when `bytes` are not that generation
    static KeyFile parse(byte[] bytes, int generation) {
        KeyFile file = Json.read(bytes, KeyFile.class);
        if (file.format() != FORMAT || file.generation() != generation) {
            throw new DamagedData("it is not generation %d of wrapped keys".formatted(generation));
        }
        return file;
    }

    /// @param keyId as [VaultKey#id]
    /// @param nonce 12 bytes, base64
    /// @param ciphertext AES-256-GCM of data key, naming key and the signing key's PKCS#8 form,
    ///   base64
    record Recipient(String keyId, String nonce, String ciphertext) {
        Recipient {
            Objects.requireNonNull(keyId);
            Objects.requireNonNull(nonce);
            Objects.requireNonNull(ciphertext);
        }
    }
}
