package dev.holdfast.vault;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/// Ed25519 over the pre-authentication encoding of DSSE v1 (github.com/secure-systems-lab/dsse).
final class Signatures {
    private Signatures() {}

    static byte[] sign(PrivateKey key, String payloadType, byte[] payload) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            update(signature, payloadType, payload);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean verify(PublicKey key, String payloadType, byte[] payload, byte[] signed) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            update(signature, payloadType, payload);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // a signature that is no signature at all
        }
    }

    static String text(PublicKey key) {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    /// Takes the X.509 form in base64, with or without the lines of a PEM file around it.
    ///
    /// @throws IllegalArgumentException when it is no Ed25519 public key
    static PublicKey publicKey(String text) {
        String base64 = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 public key", e);
        }
    }

    static String keyId(PublicKey key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void update(Signature signature, String payloadType, byte[] payload)
            throws GeneralSecurityException {
        byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
        String head = "DSSEv1 %d %s %d ".formatted(type.length, payloadType, payload.length);
        signature.update(head.getBytes(StandardCharsets.UTF_8));
        signature.update(payload);
    }
}
