package dev.holdfast.vault.pipeline;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The two keys that content is stored with. Never printed.
///
/// @param dataKey 32 bytes; container keys are derived from it
/// @param namingKey 32 bytes; names content
public record Secrets(byte[] dataKey, byte[] namingKey) {
    public static final int KEY_BYTES = 32;

    /// The key of one container. The object's own key takes part, so that two objects that changed
    /// places do not decrypt.
    SecretKey containerKey(ContainerKind kind, String objectKey, byte[] salt) {
        byte[] info =
                ("holdfast " + kind.code() + " " + objectKey).getBytes(StandardCharsets.US_ASCII);
        try {
            HKDFParameterSpec.ExtractThenExpand parameters =
                    HKDFParameterSpec.ofExtract()
                            .addIKM(new SecretKeySpec(dataKey, "HKDF-IKM"))
                            .addSalt(salt)
                            .thenExpand(info, KEY_BYTES);
            return KDF.getInstance("HKDF-SHA256").deriveKey("AES", parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "Secrets";
    }
}
