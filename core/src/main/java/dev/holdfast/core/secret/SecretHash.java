package dev.holdfast.core.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What is kept of a secret that Holdfast made itself, instead of the secret: its SHA-256 in
/// hexadecimal. Of at least 128 random bits that is enough: nobody can guess what stands behind it,
/// however fast they hash.
public final class SecretHash {
    private SecretHash() {}

    public static String of(String secret) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
