package dev.holdfast.engines.postgres.wal;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.WalAudit.Extent;
import dev.holdfast.core.engine.WalForm;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// Takes the log in pieces of any size and hands over whole records, each verified: page headers
/// (address, timeline, system identifier), length, CRC-32C, and the link to the record before.
///
/// Bytes before the extent's start are skipped, and so is everything once its stop is reached. It
/// keeps one record's head and nothing else. One thread. After [BrokenWal] it cannot go on.
public final class WalRecordReader {

    /// The most that is kept of one record; longer ones are verified all the same.
    public static final int HEAD_BYTES = 1 << 20;

    private static final int ALIGNMENT = 8;
    private static final int FIRST_HEAD_BYTES = 16 << 10;
    private static final int LENGTH_BYTES = Integer.BYTES;

    /// `XLogRecordMaxSize`.
    private static final int LONGEST = 1020 << 20;

    /// Takes one record.
    public interface Sink {
        void record(WalRecord record);
    }

    private final Extent extent;
    private final Sink sink;
    private final WalPages pages;
    private final CRC32C crc = new CRC32C();

    private byte[] head = new byte[FIRST_HEAD_BYTES];
    private Lsn start;
    private Lsn previous = Lsn.ZERO;
    private Lsn skipTo;
    private Lsn expected = Lsn.ZERO;
    private int length;
    private int got;

    /// Whether what began before the first byte may still go on.
    private boolean passesRest;

    public WalRecordReader(Extent extent, Sink sink) {
        this.extent = extent;
        this.sink = sink;
        this.pages = new WalPages(extent);
        this.start = extent.start();
        this.skipTo = extent.start();
    }

    /// Reads from the start of a segment on, without an end: the rest of a record that began in an
    /// earlier segment is passed over.
    public static WalRecordReader ofSegments(WalForm form, int timeline, Lsn from, Sink sink) {
        Extent endless =
                new Extent(
                        form.systemIdentifier(), timeline, from, new Lsn(-1), form.segmentBytes());
        WalRecordReader reader = new WalRecordReader(endless, sink);
        reader.passesRest = true;
        return reader;
    }

    /// Where the next record may begin.
    public Lsn position() {
        return start;
    }

    public boolean isComplete() {
        return !start.isBefore(extent.stop());
    }

    /// @param lsn where these bytes stand: behind those of the call before
    public void write(Lsn lsn, byte[] buffer, int offset, int size) throws BrokenWal {
        if (!expected.equals(lsn) && (!expected.equals(Lsn.ZERO) || skipTo.isBefore(lsn))) {
            throw new BrokenWal("it jumps from " + expected + " to " + lsn);
        }
        expected = lsn.plus(size);
        int done = 0;
        while (done < size && !isComplete()) {
            done += take(lsn.plus(done), buffer, offset + done, size - done);
        }
    }

    /// @return how many bytes were used up
    private int take(Lsn at, byte[] buffer, int offset, int size) throws BrokenWal {
        Lsn page = at.segmentStart(WalPageHeader.PAGE_BYTES);
        Lsn next = page.plus(WalPageHeader.PAGE_BYTES);
        if (!skipTo.isBefore(next)) {
            return until(next, at, size); // behind a switch even page headers are zeros
        }
        if (pages.isInHeader(at)) {
            int used = pages.header(at, buffer, offset, size);
            if (!pages.isInHeader(at.plus(used))) {
                beginPage(page);
            }
            return used;
        }
        if (at.isBefore(skipTo)) {
            return until(skipTo, at, size);
        }
        return takeRecord(at, buffer, offset, until(next, at, size));
    }

    private static int until(Lsn end, Lsn at, int size) {
        return (int) Math.min(size, end.value() - at.value());
    }

    private void beginPage(Lsn page) throws BrokenWal {
        WalPageHeader header = pages.current();
        if (passesRest) {
            passRest(page, header);
            return;
        }
        if (got == 0) {
            if (header.continues() && !page.isBefore(skipTo)) {
                throw new BrokenWal("page " + page + " goes on with a record that never began");
            }
            return;
        }
        if (header.overwrites()) {
            got = 0;
        } else if (!header.continues()
                || got < LENGTH_BYTES
                || header.remaining() != length - got) {
            throw new BrokenWal("page " + page + " does not go on with the record at " + start);
        }
    }

    private void passRest(Lsn page, WalPageHeader header) {
        Lsn next = page.plus(WalPageHeader.PAGE_BYTES);
        Lsn end = page.plus(WalPageHeader.bytes(page, extent.walSegmentBytes()));
        if (header.continues() && !header.overwrites()) {
            end = aligned(end.plus(header.remaining()));
        }
        passesRest = next.isBefore(end);
        skipTo = passesRest ? next : end;
        start = skipTo;
    }

    /// @param size at most to the end of the page
    private int takeRecord(Lsn at, byte[] buffer, int offset, int size) throws BrokenWal {
        if (got == 0) {
            start = at;
        }
        // a record begins at a multiple of 8: its length never spans pages, but can span calls
        int wanted = got < LENGTH_BYTES ? LENGTH_BYTES : length;
        int part = Math.min(size, wanted - got);
        keep(buffer, offset, part);
        got += part;
        if (got == LENGTH_BYTES && wanted == LENGTH_BYTES) {
            readLength();
        }
        if (got >= LENGTH_BYTES && got == length) {
            finish(at.plus(part));
        }
        return part;
    }

    private void readLength() throws BrokenWal {
        length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
        if (length == 0) {
            throw new BrokenWal("it ends at " + start);
        }
        if (length < WalRecord.HEADER_BYTES || length > LONGEST) {
            throw new BrokenWal("the record at " + start + " cannot be " + length + " bytes long");
        }
        crc.reset();
    }

    private void keep(byte[] buffer, int offset, int part) {
        int room = Math.min(part, HEAD_BYTES - got);
        if (room > 0) {
            if (got + room > head.length) {
                head = Arrays.copyOf(head, Math.min(HEAD_BYTES, 2 * (got + room)));
            }
            System.arraycopy(buffer, offset, head, got, room);
        }
        // the checksum covers what follows the header first
        int header = Math.max(0, Math.min(part, WalRecord.HEADER_BYTES - got));
        crc.update(buffer, offset + header, part - header);
    }

    private void finish(Lsn unaligned) throws BrokenWal {
        ByteBuffer bytes =
                ByteBuffer.wrap(head, 0, Math.min(length, HEAD_BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        crc.update(head, 0, WalRecord.CRC);
        if ((int) crc.getValue() != bytes.getInt(WalRecord.CRC)) {
            throw new BrokenWal("the record at " + start + " does not match its checksum");
        }
        Lsn end = aligned(unaligned);
        WalRecord record = new WalRecord(start, end, length, bytes);
        if (previous.equals(Lsn.ZERO)
                ? !record.previous().isBefore(start)
                : !record.previous().equals(previous)) {
            throw new BrokenWal(
                    "the record at "
                            + start
                            + " follows "
                            + record.previous()
                            + ", not "
                            + previous);
        }
        previous = start;
        sink.record(record);
        skipTo = record.isSwitch() ? segmentEnd(end) : end;
        start = skipTo;
        got = 0;
    }

    private Lsn segmentEnd(Lsn at) {
        Lsn begin = at.segmentStart(extent.walSegmentBytes());
        return begin.equals(at) ? at : begin.plus(extent.walSegmentBytes());
    }

    private static Lsn aligned(Lsn at) {
        return new Lsn((at.value() + ALIGNMENT - 1) & -ALIGNMENT);
    }
}
