package dev.holdfast.vault;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.vault.pipeline.DamagedData;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
    /// @param generation the one that it was wrapped in, where it was carried over from an earlier
    ///   one: its key is not needed for that
    /// @param nonce 12 bytes, base64
    /// @param ciphertext AES-256-GCM of data key, naming key and the signing key's PKCS#8 form,
    ///   base64
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Recipient(String keyId, String nonce, String ciphertext, Optional<Integer> generation) {
        Recipient {
            Objects.requireNonNull(keyId);
            Objects.requireNonNull(nonce);
            Objects.requireNonNull(ciphertext);
        }

        /// As it stands in a later generation than `file`, which it is of.
        Recipient carriedFrom(KeyFile file) {
            int wrapped = generation.orElse(file.generation());
            return new Recipient(keyId, nonce, ciphertext, Optional.of(wrapped));
        }
    }
}
