package dev.holdfast.engines.postgres.wal;

import dev.holdfast.core.engine.Lsn;
import java.nio.ByteBuffer;

/// One record of the log (`access/xlogrecord.h`), valid until the call that hands it over returns.
///
/// @param start of its header
/// @param end where the next one may begin
/// @param lengthBytes of the whole record, its header included
/// @param head its first bytes, little-endian: all of them, unless it is longer than
///   [WalRecordReader#HEAD_BYTES]
public record WalRecord(Lsn start, Lsn end, int lengthBytes, ByteBuffer head) {

    public static final int HEADER_BYTES = 24;

    static final int CRC = 20;

    private static final int XID = 4;
    private static final int PREVIOUS = 8;
    private static final int INFO = 16;
    private static final int RESOURCE_MANAGER = 17;

    private static final int XLOG = 0;
    private static final int SWITCH = 0x40;

    public boolean isWhole() {
        return head.limit() == lengthBytes;
    }

    /// The transaction that wrote it; 0 for none.
    public int xid() {
        return head.getInt(XID);
    }

    public Lsn previous() {
        return new Lsn(head.getLong(PREVIOUS));
    }

    /// `RmgrIds`, in its order.
    public int resourceManager() {
        return head.get(RESOURCE_MANAGER) & 0xFF;
    }

    /// The operation, as its resource manager counts them.
    public int operation() {
        return head.get(INFO) & 0xF0;
    }

    /// Whether the rest of its segment is empty.
    public boolean isSwitch() {
        return resourceManager() == XLOG && operation() == SWITCH;
    }
}
