package dev.holdfast.vault;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The 32 random bytes that unlock a vault. They wrap its other keys and encrypt nothing else;
/// never printed except by [#base64].
public final class VaultKey {
    static final int BYTES = 32;
    private static final String KEEP_SAFE =
            "bring it back from where you keep its copy: 32 bytes in base64; only for a new vault: openssl rand -base64 32";

    private final byte[] bytes;

    private VaultKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /// `VAULT_KEY_MISSING` when `base64` is empty; `VAULT_KEY_WRONG` when it is no key at all.
    public static VaultKey parse(String base64) {
        String text = base64.strip();
        if (text.isEmpty()) {
            throw new HoldfastException(
                    ProblemCode.VAULT_KEY_MISSING, "the vault key is empty", KEEP_SAFE);
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (bytes.length == BYTES) {
                return new VaultKey(bytes);
            }
        } catch (IllegalArgumentException e) {
            throw malformed(e);
        }
        throw malformed(null);
    }

    public static VaultKey random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new VaultKey(bytes);
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /// Tells keys apart without revealing them: the first 16 hexadecimal digits of their SHA-256.
    public String id() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "VaultKey " + id();
    }

    private static HoldfastException malformed(@Nullable Throwable cause) {
        return new HoldfastException(
                new Problem(
                        ProblemCode.VAULT_KEY_WRONG,
                        "the vault key is not 32 bytes in base64",
                        KEEP_SAFE),
                cause);
    }
}
