package dev.holdfast.branchfs.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.holdfast.branchfs.kernel.ErrnoException;
import dev.holdfast.branchfs.kernel.FuseDevice;
import dev.holdfast.branchfs.overlay.Attributes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// A buffer to answer from: `struct fuse_out_header` and what the opcode wants behind it. Offsets
/// count from behind the header. Of one thread.
final class Reply {
    static final int HEADER = 16;
    static final int ATTRIBUTES = 88;
    static final int ENTRY = 40 + ATTRIBUTES;

    /// Nobody else changes the tree: what the kernel knows stays true, in seconds.
    private static final long FOREVER = 1L << 31;

    private static final long NANOS = 1_000_000_000L;
    private static final int SECTOR = 512;
    private static final int BLOCK = 4096;

    private final MemorySegment buffer =
            Arena.ofAuto().allocate(HEADER + Handshake.MAX_WRITE, BLOCK);

    void int16(int offset, int value) {
        buffer.set(JAVA_SHORT, HEADER + (long) offset, (short) value);
    }

    void int32(int offset, int value) {
        buffer.set(JAVA_INT, HEADER + (long) offset, value);
    }

    void int64(int offset, long value) {
        buffer.set(JAVA_LONG, HEADER + (long) offset, value);
    }

    /// @param value bytes, each a character
    /// @return how many
    int bytes(int offset, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        MemorySegment.copy(
                bytes,
                0,
                buffer,
                java.lang.foreign.ValueLayout.JAVA_BYTE,
                HEADER + (long) offset,
                bytes.length);
        return bytes.length;
    }

    MemorySegment room(int count) {
        return buffer.asSlice(HEADER, count);
    }

    /// Makes zeros of the first `count` bytes.
    void clear(int count) {
        room(count).fill((byte) 0);
    }

    /// `struct fuse_attr_out`.
    int attributes(Attributes attributes) {
        int64(0, FOREVER);
        int64(8, 0);
        return 16 + attributes(16, attributes);
    }

    /// `struct fuse_entry_out`.
    int entry(int offset, Attributes attributes) {
        int64(offset, attributes.id());
        int64(offset + 8, 0);
        int64(offset + 16, FOREVER);
        int64(offset + 24, FOREVER);
        int64(offset + 32, 0);
        return 40 + attributes(offset + 40, attributes);
    }

    /// `struct fuse_entry_out` for a name that does not exist, which the kernel remembers too.
    int noEntry() {
        clear(ENTRY);
        int64(16, FOREVER);
        return ENTRY;
    }

    /// `struct fuse_attr`.
    private int attributes(int offset, Attributes attributes) {
        int64(offset, attributes.id());
        int64(offset + 8, attributes.size());
        int64(offset + 16, (attributes.size() + SECTOR - 1) / SECTOR);
        time(offset + 24, offset + 48, attributes.accessed());
        time(offset + 32, offset + 52, attributes.modified());
        time(offset + 40, offset + 56, attributes.changed());
        int32(offset + 60, attributes.mode());
        int32(offset + 64, attributes.links());
        int32(offset + 68, attributes.uid());
        int32(offset + 72, attributes.gid());
        int32(offset + 76, 0);
        int32(offset + 80, BLOCK);
        int32(offset + 84, 0);
        return ATTRIBUTES;
    }

    private void time(int seconds, int nanos, long value) {
        int64(seconds, Math.floorDiv(value, NANOS));
        int32(nanos, (int) Math.floorMod(value, NANOS));
    }

    /// @param result the length of what stands behind the header, or a negated errno
    void send(FuseDevice device, long unique, int result) throws ErrnoException {
        int length = HEADER + Math.max(result, 0);
        buffer.set(JAVA_INT, 0, length);
        buffer.set(JAVA_INT, 4, Math.min(result, 0));
        buffer.set(JAVA_LONG, 8, unique);
        device.write(buffer, length);
    }
}
