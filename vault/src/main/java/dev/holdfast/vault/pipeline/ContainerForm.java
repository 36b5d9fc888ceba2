package dev.holdfast.vault.pipeline;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// The sizes and fixed bytes of a container; `docs/reference/vault-format.md` draws it.
final class ContainerForm {
    static final int VERSION = 1;
    static final int SALT_BYTES = 16;
    static final int HEADER_BYTES = 8 + SALT_BYTES;
    static final int FOOTER_BYTES = HEADER_BYTES + 8;
    static final int ENTRY_BYTES = 8 + Name.BYTES;
    static final int TAG_BYTES = 16;
    static final int FRAME_NONCE = 0;
    static final int INDEX_NONCE = 1;

    private static final int MAGIC = 0x48464354; // HFCT

    private ContainerForm() {}

    static byte[] header(ContainerKind kind, byte[] salt) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .putInt(MAGIC)
                .put((byte) VERSION)
                .put((byte) kind.code())
                .putShort((short) 0)
                .put(salt)
                .array();
    }

    /// The header's own bytes again, so that the tail of a container is enough to read it.
    static byte[] footer(byte[] header, int frames, int indexBytes) {
        return ByteBuffer.allocate(FOOTER_BYTES)
                .put(header)
                .putInt(frames)
                .putInt(indexBytes)
                .array();
    }

    static void checkHeader(byte[] header, ContainerKind kind) {
        byte[] salt = Arrays.copyOfRange(header, HEADER_BYTES - SALT_BYTES, HEADER_BYTES);
        if (!Arrays.equals(header, header(kind, salt))) {
            throw new DamagedData("its header or footer is not that of a container of this kind");
        }
    }

    static byte[] indexContext(byte[] header, byte[] footer) {
        return ByteBuffer.allocate(HEADER_BYTES + FOOTER_BYTES).put(header).put(footer).array();
    }
}
