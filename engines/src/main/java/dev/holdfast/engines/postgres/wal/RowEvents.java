package dev.holdfast.engines.postgres.wal;

import dev.holdfast.core.engine.WalVisitor;
import dev.holdfast.core.engine.WalVisitor.GoneFiles;
import dev.holdfast.core.engine.WalVisitor.NewFile;
import dev.holdfast.core.engine.WalVisitor.RowChange;
import dev.holdfast.core.engine.WalVisitor.TransactionParts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Finds in verified records what was done to rows: deletions and replacements, new files of tables
/// and files that go, and of which savepoints a transaction was made (`access/heapam_xlog.h`,
/// `storage_xlog.h`, `xact.h`).
record RowEvents(WalVisitor visitor, int majorVersion) {
    private static final int STORAGE = 2;
    private static final int HEAP = 10;

    private static final int HEAP_OPERATION = 0x70;
    private static final int DELETE = 0x10;
    private static final int UPDATE = 0x20;
    private static final int HOT_UPDATE = 0x40;
    private static final int CREATE = 0x10;

    private static final int HAS_INFO = 0x80;
    private static final int HAS_DATABASE = 1;
    private static final int HAS_PARTS = 2;
    private static final int HAS_FILES = 4;
    private static final int PART_BYTES = 4;
    private static final int FILE_BYTES = 12;

    /// A block reference: its number, flags, and how much data it has.
    private static final int REFERENCE_BYTES = 4;

    private static final int MOST_BLOCKS = 32;
    private static final int HAS_IMAGE = 0x10;
    private static final int RELATION_BYTES = 12;
    private static final int IMAGE_BYTES = 5;
    private static final int HAS_HOLE = 0x01;
    private static final int COMPRESSED_14 = 0x02;
    private static final int COMPRESSED = 0x1C;

    void record(WalRecord record) {
        switch (record.resourceManager()) {
            case HEAP -> heap(record);
            case STORAGE -> {
                if (record.operation() == CREATE) {
                    created(record);
                }
            }
            default -> {}
        }
    }

    private void heap(WalRecord record) {
        int operation = record.operation() & HEAP_OPERATION;
        boolean deleted = operation == DELETE;
        if (deleted || operation == UPDATE || operation == HOT_UPDATE) {
            int relation = firstRelation(record.head());
            if (relation > 0) {
                visitor.changed(
                        new RowChange(
                                record.start(),
                                xid(record),
                                unsigned(record.head(), relation + 4),
                                unsigned(record.head(), relation + 8),
                                deleted));
            }
        }
    }

    /// `xl_smgr_create`: tablespace, database and number of the file, and its fork.
    private void created(WalRecord record) {
        int data = WalEvents.mainData(record.head());
        if (data > 0 && record.head().getInt(data + 12) == 0) {
            visitor.made(
                    new NewFile(
                            record.start(),
                            xid(record),
                            unsigned(record.head(), data + 4),
                            unsigned(record.head(), data + 8)));
        }
    }

    /// `xl_xact_commit` and `xl_xact_abort`: time, then the parts that their flags tell of.
    ///
    /// @param data where the time stands
    void composed(WalRecord record, int data) {
        ByteBuffer head = record.head();
        boolean hasInfo = (record.operation() & HAS_INFO) != 0;
        int flags = hasInfo ? head.getInt(data + Long.BYTES) : 0;
        int at = data + Long.BYTES + Integer.BYTES + ((flags & HAS_DATABASE) == 0 ? 0 : 8);
        if ((flags & HAS_PARTS) != 0) {
            visitor.composed(new TransactionParts(xid(record), parts(head, at)));
            at += Integer.BYTES + head.getInt(at) * PART_BYTES;
        }
        if ((flags & HAS_FILES) != 0 && at + Integer.BYTES <= head.limit()) {
            visitor.gone(new GoneFiles(xid(record), files(head, at)));
        }
    }

    private static List<Long> parts(ByteBuffer head, int at) {
        List<Long> parts = new ArrayList<>();
        for (int part = at + Integer.BYTES, left = head.getInt(at);
                left > 0 && part + PART_BYTES <= head.limit();
                part += PART_BYTES, left--) {
            parts.add(unsigned(head, part));
        }
        return parts;
    }

    /// Tablespace, database and number of each.
    private static List<GoneFiles.File> files(ByteBuffer head, int at) {
        List<GoneFiles.File> files = new ArrayList<>();
        for (int file = at + Integer.BYTES, left = head.getInt(at);
                left > 0 && file + FILE_BYTES <= head.limit();
                file += FILE_BYTES, left--) {
            files.add(new GoneFiles.File(unsigned(head, file + 4), unsigned(head, file + 8)));
        }
        return files;
    }

    /// Where the relation of the first block reference stands, which is what a record begins with;
    /// -1 when it has none.
    private int firstRelation(ByteBuffer head) {
        int at = WalRecord.HEADER_BYTES;
        if (at + REFERENCE_BYTES > head.limit() || (head.get(at) & 0xFF) > MOST_BLOCKS) {
            return -1;
        }
        int flags = head.get(at + 1) & 0xFF;
        at += REFERENCE_BYTES;
        if ((flags & HAS_IMAGE) != 0) {
            at += imageBytes(head.get(at + 4) & 0xFF);
        }
        return at + RELATION_BYTES <= head.limit() ? at : -1;
    }

    /// Its length, where its hole begins, its flags; and how long the hole is, where that does not
    /// follow from the length.
    private int imageBytes(int flags) {
        boolean hasHole = (flags & HAS_HOLE) != 0;
        boolean compressed = (flags & (majorVersion < 15 ? COMPRESSED_14 : COMPRESSED)) != 0;
        return hasHole && compressed ? IMAGE_BYTES + 2 : IMAGE_BYTES;
    }

    private static long xid(WalRecord record) {
        return Integer.toUnsignedLong(record.xid());
    }

    private static long unsigned(ByteBuffer bytes, int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }
}
