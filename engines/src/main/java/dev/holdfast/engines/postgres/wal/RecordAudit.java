package dev.holdfast.engines.postgres.wal;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.WalAudit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Counts the records of a stretch of WAL, and says where it breaks off.
public final class RecordAudit implements WalAudit {
    private final Extent extent;
    private final WalRecordReader reader;
    private long records;
    private @Nullable String damage;

    public RecordAudit(Extent extent) {
        this.extent = extent;
        this.reader = new WalRecordReader(extent, record -> records++);
    }

    @Override
    public void write(Lsn lsn, byte[] buffer, int offset, int length) {
        if (damage == null) {
            try {
                reader.write(lsn, buffer, offset, length);
            } catch (BrokenWal e) {
                damage = "the WAL is broken: " + e.getMessage();
            }
        }
    }

    @Override
    public Result result() {
        String found = damage;
        if (found == null && !reader.isComplete()) {
            found =
                    "the WAL ends at %s, and the snapshot needs it up to %s"
                            .formatted(reader.position(), extent.stop());
        }
        return new Result(records, reader.position(), found == null ? List.of() : List.of(found));
    }
}
