package dev.holdfast.branchfs.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// One request as it lies in its buffer: `struct fuse_in_header` and what the opcode has behind it.
/// Offsets count from behind the header.
final class Request {
    static final int HEADER = 40;

    private static final int OPCODE = 4;
    private static final int UNIQUE = 8;
    private static final int NODE = 16;
    private static final int UID = 24;
    private static final int GID = 28;

    private final MemorySegment buffer;

    Request(MemorySegment buffer) {
        this.buffer = buffer;
    }

    int opcode() {
        return buffer.get(JAVA_INT, OPCODE);
    }

    /// What the answer refers to.
    long unique() {
        return buffer.get(JAVA_LONG, UNIQUE);
    }

    long node() {
        return buffer.get(JAVA_LONG, NODE);
    }

    int uid() {
        return buffer.get(JAVA_INT, UID);
    }

    int gid() {
        return buffer.get(JAVA_INT, GID);
    }

    int int32(int offset) {
        return buffer.get(JAVA_INT, HEADER + offset);
    }

    long int64(int offset) {
        return buffer.get(JAVA_LONG, HEADER + offset);
    }

    /// The bytes up to a zero, each a character.
    String name(int offset) {
        return buffer.getString(HEADER + (long) offset, StandardCharsets.ISO_8859_1);
    }

    MemorySegment bytes(int offset, int count) {
        return buffer.asSlice(HEADER + (long) offset, count);
    }
}
