package dev.holdfast.vault.pipeline;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Names, compresses and encrypts single frames, and back. Keeps its buffers: one for each thread.
public final class FrameCodec implements AutoCloseable {
    /// The plain size that no frame exceeds: a bound against damaged lengths.
    public static final int MAX_PLAIN_BYTES = 16 << 20;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Secrets secrets;
    private final Mac naming;
    private final Cipher cipher;
    private final ZstdCompressCtx compressor = new ZstdCompressCtx();
    private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();
    private final byte[] hash = new byte[32];
    private byte[] scratch = new byte[0];

    public FrameCodec(Secrets secrets, int zstdLevel) {
        this.secrets = secrets;
        compressor.setLevel(zstdLevel);
        try {
            naming = Mac.getInstance("HmacSHA256");
            naming.init(new SecretKeySpec(secrets.namingKey(), "HmacSHA256"));
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    Secrets secrets() {
        return secrets;
    }

    /// The keyed hash of plain content, cut to 128 bits.
    public Name name(byte[] plain, int from, int length) {
        naming.update(plain, from, length);
        try {
            naming.doFinal(hash, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return Name.of(ByteBuffer.wrap(hash));
    }

    /// The most bytes that [#seal] writes for `length` plain ones.
    static int bound(int length) {
        return length + ContainerForm.TAG_BYTES;
    }

    /// Writes the stored form of a frame to `target` and returns its length. Content that zstd does
    /// not make smaller is stored as it is: then the stored length is the plain one and a tag.
    int seal(SealContext context, byte[] plain, int from, int length, byte[] target, int at) {
        int compressed = compress(plain, from, length);
        return compressed < length
                ? encrypt(context, scratch, 0, compressed, target, at)
                : encrypt(context, plain, from, length, target, at);
    }

    /// Writes the plain content of a stored frame to `plain`, which it must fill up to `length`.
    ///
    /// @throws DamagedData when it does not
    void open(
            SealContext context,
            byte[] stored,
            int from,
            int storedLength,
            byte[] plain,
            int length) {
        int body = storedLength - ContainerForm.TAG_BYTES;
        if (body == length) {
            decrypt(context, stored, from, storedLength, plain);
            return;
        }
        reserve(body);
        decrypt(context, stored, from, storedLength, scratch);
        decompress(body, plain, length);
    }

    int encrypt(SealContext context, byte[] plain, int from, int length, byte[] target, int at) {
        try {
            start(Cipher.ENCRYPT_MODE, context);
            return cipher.doFinal(plain, from, length, target, at);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    void decrypt(SealContext context, byte[] stored, int from, int length, byte[] plain) {
        try {
            start(Cipher.DECRYPT_MODE, context);
            cipher.doFinal(stored, from, length, plain, 0);
        } catch (AEADBadTagException e) {
            throw new DamagedData("its authentication tag does not match", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        compressor.close();
        decompressor.close();
        Arrays.fill(scratch, (byte) 0);
    }

    private int compress(byte[] plain, int from, int length) {
        reserve(Math.toIntExact(Zstd.compressBound(length)));
        return compressor.compressByteArray(scratch, 0, scratch.length, plain, from, length);
    }

    private void decompress(int body, byte[] plain, int length) {
        try {
            int size = decompressor.decompressByteArray(plain, 0, length, scratch, 0, body);
            if (size != length) {
                throw new DamagedData("it unpacks to %d bytes, not %d".formatted(size, length));
            }
        } catch (ZstdException e) {
            throw new DamagedData("it does not unpack (" + e.getMessage() + ")", e);
        }
    }

    private void start(int mode, SealContext context) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE_BYTES];
        ByteBuffer.wrap(nonce).putInt(context.space()).putLong(context.counter());
        cipher.init(mode, context.key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.associated());
    }

    private void reserve(int length) {
        if (scratch.length < length) {
            scratch = new byte[length];
        }
    }

    /// What one encryption is bound to.
    ///
    /// @param space the first four bytes of the nonce
    /// @param counter the other eight: never twice for one key and space
    record SealContext(SecretKey key, byte[] associated, int space, long counter) {}
}
