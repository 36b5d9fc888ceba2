package dev.holdfast.engines.postgres.wal;

import dev.holdfast.core.engine.DamagedWal;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.WalForm;
import dev.holdfast.core.engine.WalReading;
import dev.holdfast.core.engine.WalVisitor;

/// Reads segments for as long as they come.
public final class SegmentReading implements WalReading {
    private final WalRecordReader reader;
    private Lsn fed;

    public SegmentReading(WalForm form, int timeline, Lsn from, WalVisitor visitor) {
        this(form, timeline, from, new WalEvents(visitor, form.majorVersion())::record);
    }

    /// @param sink takes every record
    public SegmentReading(WalForm form, int timeline, Lsn from, WalRecordReader.Sink sink) {
        this.reader = WalRecordReader.ofSegments(form, timeline, from, sink);
        this.fed = from;
    }

    @Override
    public void feed(Lsn at, byte[] buffer, int offset, int length) {
        if (!at.equals(fed)) {
            throw new IllegalStateException("WAL of " + at + " instead of " + fed);
        }
        try {
            reader.write(at, buffer, offset, length);
        } catch (BrokenWal e) {
            throw new DamagedWal(reader.position(), String.valueOf(e.getMessage()), e);
        }
        fed = at.plus(length);
    }

    @Override
    public Lsn verifiedTo() {
        return reader.position().isBefore(fed) ? reader.position() : fed;
    }
}
