package dev.holdfast.vault.pipeline;

import dev.holdfast.vault.pipeline.FrameCodec.SealContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.crypto.SecretKey;

/// The decoded index of one container: where its frames lie, and what opens them. Immutable.
///
/// Every length was checked against the size of the object, so that no later read leaves it.
public final class ContainerIndex {
    private final byte[] header;
    private final SecretKey key;
    private final long[] offsets;
    private final int[] plainLengths;
    private final long[] names;

    private ContainerIndex(byte[] header, SecretKey key, int frames) {
        this.header = header;
        this.key = key;
        this.offsets = new long[frames + 1];
        this.plainLengths = new int[frames];
        this.names = new long[2 * frames];
    }

    /// How much of an object's end holds index and footer, as its last bytes say.
    ///
    /// @param tail the last bytes of the object, at least the footer's length
    /// @param size of the whole object
    public static int tailBytes(byte[] tail, long size) {
        ByteBuffer footer = footerOf(tail);
        int frames = footer.getInt(ContainerForm.HEADER_BYTES);
        int indexBytes = footer.getInt(ContainerForm.HEADER_BYTES + 4);
        long expected = (long) frames * ContainerForm.ENTRY_BYTES + ContainerForm.TAG_BYTES;
        long room = size - ContainerForm.HEADER_BYTES - ContainerForm.FOOTER_BYTES;
        if (frames < 0 || indexBytes != expected || indexBytes > room) {
            throw new DamagedData("its footer names an index that cannot be");
        }
        return indexBytes + ContainerForm.FOOTER_BYTES;
    }

    /// @param tail the last bytes of the object, at least [#tailBytes] of them
    /// @param size of the whole object
    public static ContainerIndex open(
            FrameCodec codec, ContainerKind kind, String objectKey, byte[] tail, long size) {
        int tailBytes = tailBytes(tail, size);
        byte[] footer = footerOf(tail).array();
        byte[] header = Arrays.copyOf(footer, ContainerForm.HEADER_BYTES);
        ContainerForm.checkHeader(header, kind);
        byte[] salt =
                Arrays.copyOfRange(
                        header,
                        ContainerForm.HEADER_BYTES - ContainerForm.SALT_BYTES,
                        ContainerForm.HEADER_BYTES);
        SecretKey key = codec.secrets().containerKey(kind, objectKey, salt);
        int indexBytes = tailBytes - ContainerForm.FOOTER_BYTES;
        byte[] plain = new byte[indexBytes - ContainerForm.TAG_BYTES];
        SealContext context =
                new SealContext(
                        key,
                        ContainerForm.indexContext(header, footer),
                        ContainerForm.INDEX_NONCE,
                        0);
        try {
            codec.decrypt(context, tail, tail.length - tailBytes, indexBytes, plain);
        } catch (DamagedData e) {
            throw new DamagedData("its index does not decrypt: " + e.what(), e);
        }
        ContainerIndex index =
                new ContainerIndex(header, key, plain.length / ContainerForm.ENTRY_BYTES);
        index.fill(ByteBuffer.wrap(plain), size - tailBytes);
        return index;
    }

    /// Checks the object's first bytes, which reading by ranges never needs.
    public void checkHeader(byte[] object) {
        if (!Arrays.equals(
                header, 0, header.length, object, 0, Math.min(header.length, object.length))) {
            throw new DamagedData("its header differs from the copy in its footer");
        }
    }

    public int frames() {
        return plainLengths.length;
    }

    /// Where the stored form of `frame` begins in the object.
    public long offset(int frame) {
        return offsets[frame];
    }

    public int storedLength(int frame) {
        return (int) (offsets[frame + 1] - offsets[frame]);
    }

    public int plainLength(int frame) {
        return plainLengths[frame];
    }

    public Name name(int frame) {
        return new Name(names[2 * frame], names[2 * frame + 1]);
    }

    /// @throws DamagedData when there is no such frame
    public void checkFrame(int frame) {
        if (frame < 0 || frame >= frames()) {
            throw new DamagedData("it has %d frames, and no frame %d".formatted(frames(), frame));
        }
    }

    /// The plain content of `frame`, authenticated and compared with its name.
    ///
    /// @param stored holds the frame's stored form from `from` on
    public byte[] decode(FrameCodec codec, int frame, byte[] stored, int from) {
        byte[] plain = unpack(codec, frame, stored, from);
        confirm(codec, frame, plain);
        return plain;
    }

    /// The plain content of `frame`: its stored form is authenticated, what it unpacks to is not
    /// compared with its name yet.
    ///
    /// @param stored holds the frame's stored form from `from` on
    public byte[] unpack(FrameCodec codec, int frame, byte[] stored, int from) {
        byte[] plain = new byte[plainLengths[frame]];
        SealContext context = new SealContext(key, header, ContainerForm.FRAME_NONCE, frame);
        try {
            codec.open(context, stored, from, storedLength(frame), plain, plain.length);
        } catch (DamagedData e) {
            throw new DamagedData("frame %d: %s".formatted(frame, e.what()), e);
        }
        return plain;
    }

    /// @param plain what `frame` was unpacked to
    /// @throws DamagedData when that is not what its name says
    public void confirm(FrameCodec codec, int frame, byte[] plain) {
        if (!codec.name(plain, 0, plain.length).equals(name(frame))) {
            throw new DamagedData(
                    "frame %d: its content is not what its name says".formatted(frame));
        }
    }

    private static ByteBuffer footerOf(byte[] tail) {
        if (tail.length < ContainerForm.FOOTER_BYTES) {
            throw new DamagedData("it is too short to be a container");
        }
        return ByteBuffer.wrap(
                Arrays.copyOfRange(tail, tail.length - ContainerForm.FOOTER_BYTES, tail.length));
    }

    private void fill(ByteBuffer entries, long end) {
        offsets[0] = ContainerForm.HEADER_BYTES;
        for (int i = 0; i < plainLengths.length; i++) {
            int stored = entries.getInt();
            int plain = entries.getInt();
            if (plain < 0
                    || plain > FrameCodec.MAX_PLAIN_BYTES
                    || stored < ContainerForm.TAG_BYTES
                    || stored > FrameCodec.bound(plain)) {
                throw new DamagedData("frame %d has lengths that cannot be".formatted(i));
            }
            offsets[i + 1] = offsets[i] + stored;
            plainLengths[i] = plain;
            names[2 * i] = entries.getLong();
            names[2 * i + 1] = entries.getLong();
        }
        if (offsets[plainLengths.length] != end) {
            throw new DamagedData("its size is not that of its frames");
        }
    }
}
