package dev.holdfast.engines.postgres.wal;

import dev.holdfast.core.engine.WalVisitor;
import dev.holdfast.core.engine.WalVisitor.Heartbeat;
import dev.holdfast.core.engine.WalVisitor.RestorePoint;
import dev.holdfast.core.engine.WalVisitor.Transaction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Finds in verified records those that moments are made of, and tells a [WalVisitor].
record WalEvents(WalVisitor visitor, int majorVersion) {
    /// The prefix of the messages that Holdfast writes.
    static final String PREFIX = "holdfast";

    /// Resource managers.
    private static final int XLOG = 0;

    private static final int TRANSACTION = 1;
    private static final int LOGICAL_MESSAGE = 21;

    private static final int COMMIT = 0x00;
    private static final int ABORT = 0x20;
    private static final int COMMIT_PREPARED = 0x30;
    private static final int ABORT_PREPARED = 0x40;

    /// Bit 0x80 says that more follows; bits 0x70 are the operation.
    private static final int OPERATION = 0x70;

    private static final int RESTORE_POINT = 0x70;
    private static final int MESSAGE_HEADER = 24;

    /// What the parts of a record begin with.
    private static final int ID_TOP_XID = 252;

    private static final int ID_ORIGIN = 253;
    private static final int ID_DATA_LONG = 254;
    private static final int ID_DATA_SHORT = 255;

    void record(WalRecord record) {
        visitor.record(record.start(), record.end());
        if (visitor.wantsRows()) {
            rows().record(record);
        }
        switch (record.resourceManager()) {
            case TRANSACTION -> transaction(record);
            case XLOG -> {
                if (record.operation() == RESTORE_POINT) {
                    restorePoint(record);
                }
            }
            case LOGICAL_MESSAGE -> message(record);
            default -> {}
        }
    }

    private RowEvents rows() {
        return new RowEvents(visitor, majorVersion);
    }

    /// `xl_xact_commit` and `xl_xact_abort` begin with the time.
    private void transaction(WalRecord record) {
        int operation = record.operation() & OPERATION;
        boolean committed = operation == COMMIT || operation == COMMIT_PREPARED;
        boolean aborted = operation == ABORT || operation == ABORT_PREPARED;
        int data = mainData(record.head());
        if ((committed || aborted) && data > 0) {
            if (visitor.wantsRows()) {
                rows().composed(record, data);
            }
            Instant time = PostgresClock.instant(record.head().getLong(data));
            visitor.ended(
                    new Transaction(
                            record.start(),
                            record.end(),
                            Integer.toUnsignedLong(record.xid()),
                            time,
                            committed));
        }
    }

    /// `xl_restore_point`: time, and a name of 64 bytes that ends with a zero.
    private void restorePoint(WalRecord record) {
        int data = mainData(record.head());
        if (data > 0) {
            Instant time = PostgresClock.instant(record.head().getLong(data));
            String name = text(record.head(), data + Long.BYTES, record.head().limit());
            visitor.named(new RestorePoint(record.start(), record.end(), name, time));
        }
    }

    /// `xl_logical_message`: database, whether it is transactional, sizes of prefix and message.
    private void message(WalRecord record) {
        ByteBuffer head = record.head();
        int data = mainData(record.head());
        if (data < 0 || data + MESSAGE_HEADER > head.limit()) {
            return;
        }
        long prefixBytes = head.getLong(data + 8);
        long messageBytes = head.getLong(data + 16);
        int prefix = data + MESSAGE_HEADER;
        if (prefixBytes != PREFIX.length() + 1 || prefix + prefixBytes > head.limit()) {
            return;
        }
        int message = prefix + (int) prefixBytes;
        int end = (int) Math.min(head.limit(), message + messageBytes);
        if (text(head, prefix, message).equals(PREFIX)) {
            beat(record, text(head, message, end));
        }
    }

    private void beat(WalRecord record, String micros) {
        if (micros.matches("\\d{1,18}")) {
            Instant time = Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
            visitor.beat(new Heartbeat(record.start(), record.end(), time));
        }
    }

    /// Where the main data of a record without block references begins; -1 when it has some.
    static int mainData(ByteBuffer head) {
        int at = WalRecord.HEADER_BYTES;
        while (at < head.limit()) {
            switch (head.get(at) & 0xFF) {
                case ID_DATA_SHORT -> {
                    return at + 2;
                }
                case ID_DATA_LONG -> {
                    return at + 5;
                }
                case ID_ORIGIN -> at += 3;
                case ID_TOP_XID -> at += 5;
                default -> {
                    return -1;
                }
            }
        }
        return -1;
    }

    /// Up to a zero byte, if there is one.
    private static String text(ByteBuffer bytes, int from, int to) {
        int end = from;
        while (end < to && bytes.get(end) != 0) {
            end++;
        }
        byte[] text = new byte[end - from];
        bytes.get(from, text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
