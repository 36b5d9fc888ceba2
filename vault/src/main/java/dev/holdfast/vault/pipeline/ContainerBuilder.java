package dev.holdfast.vault.pipeline;

import dev.holdfast.vault.pipeline.FrameCodec.SealContext;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.SecretKey;

/// Builds one container in memory, in a buffer that grows. One thread at a time.
public final class ContainerBuilder {
    private static final int FIRST_ENTRIES = 64;

    private final String objectKey;
    private final byte[] header;
    private final SecretKey key;
    private byte[] buffer;
    private int length;
    private int[] storedLengths = new int[FIRST_ENTRIES];
    private int[] plainLengths = new int[FIRST_ENTRIES];
    private long[] names = new long[2 * FIRST_ENTRIES];
    private int frames;

    /// @param buffer where it is built; grown when it does not suffice
    public ContainerBuilder(
            ContainerKind kind,
            String objectKey,
            Secrets secrets,
            SecureRandom random,
            byte[] buffer) {
        byte[] salt = new byte[ContainerForm.SALT_BYTES];
        random.nextBytes(salt);
        this.objectKey = objectKey;
        this.header = ContainerForm.header(kind, salt);
        this.key = secrets.containerKey(kind, objectKey, salt);
        this.buffer = buffer;
        append(header);
    }

    /// Adds a frame and returns its number.
    public int add(FrameCodec codec, Name name, byte[] plain, int from, int plainLength) {
        if (plainLength > FrameCodec.MAX_PLAIN_BYTES) {
            throw new IllegalArgumentException("a frame of " + plainLength + " bytes");
        }
        reserve(FrameCodec.bound(plainLength));
        SealContext context = new SealContext(key, header, ContainerForm.FRAME_NONCE, frames);
        int stored = codec.seal(context, plain, from, plainLength, buffer, length);
        length += stored;
        remember(name, stored, plainLength);
        return frames++;
    }

    /// Adds a frame that needs no name of its own from the caller.
    public int add(FrameCodec codec, byte[] plain, int from, int plainLength) {
        return add(codec, codec.name(plain, from, plainLength), plain, from, plainLength);
    }

    public int frames() {
        return frames;
    }

    /// How long the object would be if it were sealed now.
    public long sealedBytes() {
        return (long) length
                + (long) frames * ContainerForm.ENTRY_BYTES
                + ContainerForm.TAG_BYTES
                + ContainerForm.FOOTER_BYTES;
    }

    /// Writes index and footer; nothing can be added any more.
    public SealedObject seal(FrameCodec codec) {
        byte[] index = index();
        int indexBytes = index.length + ContainerForm.TAG_BYTES;
        byte[] footer = ContainerForm.footer(header, frames, indexBytes);
        SealContext context =
                new SealContext(
                        key,
                        ContainerForm.indexContext(header, footer),
                        ContainerForm.INDEX_NONCE,
                        0);
        reserve(indexBytes + footer.length);
        length += codec.encrypt(context, index, 0, index.length, buffer, length);
        append(footer);
        return new SealedObject(objectKey, buffer, length, sha256());
    }

    private void remember(Name name, int stored, int plain) {
        if (frames == storedLengths.length) {
            storedLengths = Arrays.copyOf(storedLengths, 2 * frames);
            plainLengths = Arrays.copyOf(plainLengths, 2 * frames);
            names = Arrays.copyOf(names, 4 * frames);
        }
        storedLengths[frames] = stored;
        plainLengths[frames] = plain;
        names[2 * frames] = name.high();
        names[2 * frames + 1] = name.low();
    }

    private byte[] index() {
        ByteBuffer index = ByteBuffer.allocate(frames * ContainerForm.ENTRY_BYTES);
        for (int i = 0; i < frames; i++) {
            index.putInt(storedLengths[i]).putInt(plainLengths[i]);
            index.putLong(names[2 * i]).putLong(names[2 * i + 1]);
        }
        return index.array();
    }

    private void append(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    private void reserve(int more) {
        int needed = Math.addExact(length, more);
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(needed, 2 * buffer.length));
        }
    }

    private byte[] sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(buffer, 0, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
