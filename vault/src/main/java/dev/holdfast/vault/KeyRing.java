package dev.holdfast.vault;

import dev.holdfast.vault.pipeline.DamagedData;
import dev.holdfast.vault.pipeline.Secrets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The keys of a vault, opened: for content, and for signatures. Never printed.
record KeyRing(Secrets secrets, PrivateKey privateKey, PublicKey publicKey) {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    static KeyRing random(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, random);
            KeyPair pair = generator.generateKeyPair();
            byte[] data = bytes(random, Secrets.KEY_BYTES);
            byte[] naming = bytes(random, Secrets.KEY_BYTES);
            return new KeyRing(new Secrets(data, naming), pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The wrapped form for one vault key.
    KeyFile wrap(UUID vault, int generation, VaultKey key, SecureRandom random) {
        return new KeyFile(
                KeyFile.FORMAT,
                vault.toString(),
                generation,
                Signatures.text(publicKey),
                List.of(recipient(vault, generation, key, random)));
    }

    KeyFile.Recipient recipient(UUID vault, int generation, VaultKey key, SecureRandom random) {
        String publicText = Signatures.text(publicKey);
        byte[] nonce = bytes(random, NONCE_BYTES);
        byte[] pkcs8 = privateKey.getEncoded();
        byte[] plain =
                ByteBuffer.allocate(2 * Secrets.KEY_BYTES + pkcs8.length)
                        .put(secrets.dataKey())
                        .put(secrets.namingKey())
                        .put(pkcs8)
                        .array();
        byte[] context = context(vault.toString(), generation, publicText);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, context);
            return new KeyFile.Recipient(
                    key.id(), base64(nonce), base64(cipher.doFinal(plain)), Optional.empty());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Empty when `file` is not meant for `key`.
    ///
    /// @throws DamagedData when it is, and does not open
    static Optional<KeyRing> unwrap(KeyFile file, VaultKey key) {
        return file.recipients().stream()
                .filter(recipient -> recipient.keyId().equals(key.id()))
                .findFirst()
                .map(recipient -> unwrap(file, recipient, key));
    }

    private static KeyRing unwrap(KeyFile file, KeyFile.Recipient recipient, VaultKey key) {
        try {
            byte[] nonce = Base64.getDecoder().decode(recipient.nonce());
            int generation = recipient.generation().orElse(file.generation());
            byte[] context = context(file.vault(), generation, file.publicKey());
            byte[] plain =
                    cipher(Cipher.DECRYPT_MODE, key, nonce, context)
                            .doFinal(Base64.getDecoder().decode(recipient.ciphertext()));
            int naming = Secrets.KEY_BYTES;
            int signing = 2 * Secrets.KEY_BYTES;
            Secrets secrets =
                    new Secrets(
                            Arrays.copyOf(plain, naming),
                            Arrays.copyOfRange(plain, naming, signing));
            byte[] pkcs8 = Arrays.copyOfRange(plain, signing, plain.length);
            PrivateKey privateKey =
                    KeyFactory.getInstance("Ed25519")
                            .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            return new KeyRing(secrets, privateKey, Signatures.publicKey(file.publicKey()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new DamagedData("the wrapped keys do not open", e);
        }
    }

    private static byte[] context(String vault, int generation, String publicKey) {
        String text = "holdfast keys\n%s\n%d\n%s".formatted(vault, generation, publicKey);
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Cipher cipher(int mode, VaultKey key, byte[] nonce, byte[] context)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode, new SecretKeySpec(key.bytes(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context);
        return cipher;
    }

    private static byte[] bytes(SecureRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "KeyRing";
    }
}
