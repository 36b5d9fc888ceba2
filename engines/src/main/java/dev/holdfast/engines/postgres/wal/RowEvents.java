package dev.holdfast.engines.postgres.wal;

import dev.holdfast.core.engine.WalVisitor;
import dev.holdfast.core.engine.WalVisitor.GoneFiles;
import dev.holdfast.core.engine.WalVisitor.NewFile;
import dev.holdfast.core.engine.WalVisitor.RowChange;
import dev.holdfast.core.engine.WalVisitor.RowPlace;
import dev.holdfast.core.engine.WalVisitor.TransactionParts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /// In `xl_heap_delete` and `xl_heap_update`, and in the latter only.
    private static final int OLD_SLOT = 4;

    private static final int NEW_SLOT = 12;

    private static final int ID_ORIGIN = 253;
    private static final int ID_DATA_LONG = 254;
    private static final int ID_DATA_SHORT = 255;
    private static final int ORIGIN_BYTES = 3;
    private static final int TOP_XID_BYTES = 5;

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
    private static final int FORK = 0x0F;
    private static final int SAME_RELATION = 0x80;
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
        if (!deleted && operation != UPDATE && operation != HOT_UPDATE) {
            return;
        }
        ByteBuffer head = record.head();
        Block first = block(head, WalRecord.HEADER_BYTES, null);
        if (first == null) {
            return;
        }
        // an update names the block of the new version first, then that of the old one if it is
        // another
        Block old = first;
        Block last = first;
        for (Block more = block(head, last.end(), last);
                more != null;
                more = block(head, last.end(), last)) {
            old = more.isOfRows() ? more : old;
            last = more;
        }
        int data = mainData(record, last.end());
        Optional<RowPlace> next =
                deleted
                        ? Optional.empty()
                        : Optional.of(new RowPlace(first.number(), slot(head, data + NEW_SLOT)));
        visitor.changed(
                new RowChange(
                        record.start(),
                        xid(record),
                        first.database(),
                        first.node(),
                        new RowPlace(old.number(), slot(head, data + OLD_SLOT)),
                        next));
    }

    private static int slot(ByteBuffer head, int at) {
        return Short.toUnsignedInt(head.getShort(at));
    }

    /// The main data stands at the end of the record, behind images and data of blocks; how long it
    /// is stands behind the block references.
    private static int mainData(WalRecord record, int afterBlocks) {
        ByteBuffer head = record.head();
        int at = afterBlocks;
        while (true) {
            switch (head.get(at) & 0xFF) {
                case ID_DATA_SHORT -> {
                    return record.lengthBytes() - (head.get(at + 1) & 0xFF);
                }
                case ID_DATA_LONG -> {
                    return record.lengthBytes() - head.getInt(at + 1);
                }
                case ID_ORIGIN -> at += ORIGIN_BYTES;
                default -> at += TOP_XID_BYTES;
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

    /// @param fork 0 for rows; visibility maps are changed together with them
    /// @param end where what follows the reference begins
    private record Block(long database, long node, int fork, long number, int end) {
        boolean isOfRows() {
            return fork == 0;
        }
    }

    /// The block reference at `from`; null when there is none.
    ///
    /// @param before the reference before it, whose relation it may share
    private @Nullable Block block(ByteBuffer head, int from, @Nullable Block before) {
        if (from + REFERENCE_BYTES > head.limit() || (head.get(from) & 0xFF) > MOST_BLOCKS) {
            return null;
        }
        int flags = head.get(from + 1) & 0xFF;
        int at = from + REFERENCE_BYTES;
        if ((flags & HAS_IMAGE) != 0) {
            at += imageBytes(head.get(at + 4) & 0xFF);
        }
        if (before != null && (flags & SAME_RELATION) != 0) {
            return new Block(
                    before.database(),
                    before.node(),
                    flags & FORK,
                    unsigned(head, at),
                    at + Integer.BYTES);
        }
        int number = at + RELATION_BYTES;
        return new Block(
                unsigned(head, at + 4),
                unsigned(head, at + 8),
                flags & FORK,
                unsigned(head, number),
                number + Integer.BYTES);
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
