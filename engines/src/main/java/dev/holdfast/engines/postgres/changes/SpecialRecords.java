package dev.holdfast.engines.postgres.changes;

import dev.holdfast.engines.postgres.changes.BlockTable.ForkKey;
import dev.holdfast.engines.postgres.wal.WalRecord;
import java.nio.ByteBuffer;

/// What records without block references do to whole relations and databases; the same ones that
/// PostgreSQL 17's own summarizer looks at (`walsummarizer.c`).
///
/// @param majorVersion operations of databases are counted differently on 14
record SpecialRecords(int majorVersion, BlockTable table) {
    /// Resource managers (`access/rmgrlist.h`).
    private static final int XLOG = 0;

    private static final int TRANSACTION = 1;
    private static final int STORAGE = 2;
    private static final int DATABASE = 4;

    private static final int FORKS = 4;
    private static final int FREE_SPACE_MAP = 1;
    private static final int VISIBILITY_MAP = 2;

    void add(WalRecord record, int mainData) {
        switch (record.resourceManager()) {
            case XLOG -> parameters(record, mainData);
            case TRANSACTION -> transaction(record, mainData);
            case STORAGE -> storage(record, mainData);
            case DATABASE -> database(record, mainData);
            default -> {}
        }
    }

    /// `xl_parameter_change`: after five numbers the WAL level. What is written at `minimal` names
    /// not every change.
    private static void parameters(WalRecord record, int at) {
        boolean changes = record.operation() == 0x60;
        if (changes && whole(record).getInt(at + 5 * Integer.BYTES) == 0) {
            throw new UnknownRecord(record, null);
        }
    }

    /// `xl_smgr_create` and `xl_smgr_truncate`.
    private void storage(WalRecord record, int at) {
        ByteBuffer bytes = whole(record);
        switch (record.operation()) {
            case 0x10 -> limit(bytes, at, bytes.getInt(at + 12), 0);
            case 0x20 -> {
                int flags = bytes.getInt(at + 16);
                if ((flags & 0x01) != 0) {
                    limit(bytes, at + 4, 0, unsigned(bytes, at));
                }
                if ((flags & 0x02) != 0) {
                    limit(bytes, at + 4, VISIBILITY_MAP, 0); // read whole in any case
                }
            }
            default -> throw new UnknownRecord(record, null);
        }
    }

    /// Databases that were created or dropped: whatever is called so now is new.
    private void database(WalRecord record, int at) {
        ByteBuffer bytes = whole(record);
        int drop = majorVersion < 15 ? 0x10 : 0x20;
        if (record.operation() > drop) {
            throw new UnknownRecord(record, null);
        }
        long database = unsigned(bytes, at);
        if (record.operation() < drop) {
            table.limited(ForkKey.database(unsigned(bytes, at + 4), database), 0);
            return;
        }
        int tablespaces = bytes.getInt(at + 4);
        for (int i = 0; i < tablespaces; i++) {
            long tablespace = unsigned(bytes, at + 8 + i * Integer.BYTES);
            table.limited(ForkKey.database(tablespace, database), 0);
        }
    }

    /// Commits and aborts of relations that go (`ParseCommitRecord`, `ParseAbortRecord`): time;
    /// what else there is; database; subtransactions; relations.
    private void transaction(WalRecord record, int mainData) {
        int operation = record.operation() & 0x70;
        boolean ends =
                operation == 0x00 || operation == 0x20 || operation == 0x30 || operation == 0x40;
        boolean hasMore = (record.operation() & 0x80) != 0;
        if (!ends || !hasMore) {
            return;
        }
        ByteBuffer bytes = whole(record);
        int at = mainData + Long.BYTES;
        int more = bytes.getInt(at);
        at += Integer.BYTES;
        at += (more & 0x01) != 0 ? 2 * Integer.BYTES : 0;
        if ((more & 0x02) != 0) {
            at += Integer.BYTES + bytes.getInt(at) * Integer.BYTES;
        }
        if ((more & 0x04) != 0) {
            int relations = bytes.getInt(at);
            at += Integer.BYTES;
            for (int i = 0; i < relations; i++) {
                for (int fork = 0; fork < FORKS; fork++) {
                    limit(bytes, at, fork, 0);
                }
                at += 3 * Integer.BYTES;
            }
        }
    }

    /// Free-space maps are not logged as other forks are: they are always read whole.
    private void limit(ByteBuffer bytes, int relation, int fork, long block) {
        if (fork != FREE_SPACE_MAP) {
            table.limited(
                    new ForkKey(
                            unsigned(bytes, relation),
                            unsigned(bytes, relation + 4),
                            unsigned(bytes, relation + 8),
                            fork),
                    block);
        }
    }

    private static ByteBuffer whole(WalRecord record) {
        if (!record.isWhole()) {
            throw new UnknownRecord(record, null);
        }
        return record.head();
    }

    private static long unsigned(ByteBuffer bytes, int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }
}
