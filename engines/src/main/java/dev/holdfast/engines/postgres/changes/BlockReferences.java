package dev.holdfast.engines.postgres.changes;

import dev.holdfast.engines.postgres.changes.BlockTable.ForkKey;
import dev.holdfast.engines.postgres.wal.WalRecord;
import java.nio.ByteBuffer;

/// Reads the headers inside a record (`access/xlogrecord.h`; `DecodeXLogRecord` in `xlogreader.c`):
/// which blocks it refers to, and where its main data begins. One thread; one record at a time.
final class BlockReferences {
    private static final int MOST_BLOCK_ID = 32;
    private static final int ID_TOP_XID = 252;
    private static final int ID_ORIGIN = 253;
    private static final int ID_DATA_LONG = 254;
    private static final int ID_DATA_SHORT = 255;

    private static final int FORK = 0x0F;
    private static final int HAS_IMAGE = 0x10;
    private static final int SAME_RELATION = 0x80;

    private static final int IMAGE_HAS_HOLE = 0x01;

    /// Until 14 one bit says that an image is compressed; since 15, one for each method.
    private static final int COMPRESSED_14 = 0x02;

    private static final int COMPRESSED_15 = 0x04 | 0x08 | 0x10;
    private static final int FIRST_WITH_METHODS = 15;

    private final int compressed;
    private ByteBuffer head = ByteBuffer.allocate(0);
    private int at;

    /// Bytes of images and block data, which stand between the headers and the main data.
    private long dataBytes;

    /// The relation of the reference before.
    private long tablespace;

    private long database;
    private long fileNode;

    interface Sink {
        void block(ForkKey fork, long block);
    }

    BlockReferences(int majorVersion) {
        this.compressed = majorVersion < FIRST_WITH_METHODS ? COMPRESSED_14 : COMPRESSED_15;
    }

    /// Tells `sink` of every block.
    ///
    /// @return where the main data begins; the record's length where it has none
    /// @throws UnknownRecord when the headers are of no known form
    int read(WalRecord record, Sink sink) {
        head = record.head();
        at = WalRecord.HEADER_BYTES;
        dataBytes = 0;
        try {
            while (record.lengthBytes() - at > dataBytes) {
                int id = next();
                switch (id) {
                    case ID_DATA_SHORT -> {
                        return record.lengthBytes() - next();
                    }
                    case ID_DATA_LONG -> {
                        return record.lengthBytes() - head.getInt(at);
                    }
                    case ID_ORIGIN -> at += 2;
                    case ID_TOP_XID -> at += 4;
                    default -> reference(id, record, sink);
                }
            }
        } catch (IndexOutOfBoundsException e) {
            throw new UnknownRecord(record, e);
        }
        return record.lengthBytes();
    }

    private void reference(int id, WalRecord record, Sink sink) {
        if (id > MOST_BLOCK_ID) {
            throw new UnknownRecord(record, null);
        }
        int flags = next();
        dataBytes += nextShort();
        if ((flags & HAS_IMAGE) != 0) {
            image();
        }
        if ((flags & SAME_RELATION) == 0) {
            tablespace = nextInt();
            database = nextInt();
            fileNode = nextInt();
        }
        sink.block(new ForkKey(tablespace, database, fileNode, flags & FORK), nextInt());
    }

    private void image() {
        dataBytes += nextShort();
        at += 2; // where its hole begins
        int info = next();
        if ((info & compressed) != 0 && (info & IMAGE_HAS_HOLE) != 0) {
            at += 2; // how long the hole is
        }
    }

    private int next() {
        return head.get(at++) & 0xFF;
    }

    private int nextShort() {
        int value = head.getShort(at) & 0xFFFF;
        at += 2;
        return value;
    }

    private long nextInt() {
        long value = Integer.toUnsignedLong(head.getInt(at));
        at += 4;
        return value;
    }
}
