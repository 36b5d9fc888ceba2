package dev.holdfast.engines.postgres.wal;

import dev.holdfast.core.engine.Lsn;
import java.util.Locale;

/// What the file of a WAL segment is called (`XLogFileName`, `access/xlog_internal.h`).
public final class SegmentName {
    private SegmentName() {}

    /// @param at any place in the segment
    public static String of(int timeline, Lsn at, long segmentBytes) {
        long segment = Long.divideUnsigned(at.value(), segmentBytes);
        long perLogFile = 0x1_0000_0000L / segmentBytes;
        return String.format(
                Locale.ROOT, "%08X%08X%08X", timeline, segment / perLogFile, segment % perLogFile);
    }
}
