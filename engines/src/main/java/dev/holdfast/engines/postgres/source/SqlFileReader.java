package dev.holdfast.engines.postgres.source;

import dev.holdfast.core.engine.FileReader;
import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.connect.Sql;
import dev.holdfast.engines.postgres.copy.BinaryCopy;
import java.nio.ByteBuffer;
import java.util.List;

/// Reads ranges by `pg_read_binary_file` inside a binary COPY. Rows come in the order of the VALUES
/// list and are neither sorted nor joined: the server would spill pages to its temporary files.
final class SqlFileReader implements FileReader {

    static final int READ_BYTES = 1 << 20;

    private static final String WORK = "reading files";

    /// What one statement reads at most: it bounds the time until the next one can differ, and the
    /// statement's text.
    private static final long STATEMENT_BYTES = 32L << 20;

    private static final int STATEMENT_READS = 2000;

    private final Session session;
    private final PageRereads rereads;
    private final PageGuard guard;

    SqlFileReader(Session session, PageRereads rereads, PageGuard guard) {
        this.session = session;
        this.rereads = rereads;
        this.guard = guard;
    }

    @Override
    public void read(List<Range> ranges, Sink sink) throws InterruptedException {
        RangeDelivery delivery = new RangeDelivery(ranges, guard, sink);
        Reads reads = new Reads(ranges);
        while (reads.fill()) {
            BinaryCopy.read(
                    session,
                    WORK,
                    "SELECT i, pg_read_binary_file(p, o, l, true) FROM (VALUES "
                            + reads.values
                            + ") v(i, p, o, l)",
                    fields -> deliver(fields, reads, delivery));
            reads.expectDone();
        }
    }

    private static void deliver(ByteBuffer fields, Reads reads, RangeDelivery delivery)
            throws InterruptedException {
        fields.getInt();
        int number = fields.getInt();
        int length = fields.getInt();
        reads.expect(number);
        if (length < 0) {
            delivery.gone(reads.range(number));
        } else {
            delivery.bytes(
                    reads.range(number),
                    reads.offset(number),
                    fields.array(),
                    fields.arrayOffset() + fields.position(),
                    length);
        }
    }

    @Override
    public void close() {
        session.close();
        rereads.close();
    }

    /// Cuts ranges into reads, and packs reads into one statement after the other.
    private static final class Reads {
        private final List<Range> ranges;
        private final int[] rangeOf = new int[STATEMENT_READS];
        private final long[] offsetOf = new long[STATEMENT_READS];
        private final StringBuilder values = new StringBuilder();
        private int range;
        private long done;
        private int count;
        private int arrived;

        Reads(List<Range> ranges) {
            this.ranges = ranges;
        }

        /// Whether there is another statement.
        boolean fill() {
            values.setLength(0);
            count = 0;
            arrived = 0;
            long bytes = 0;
            while (range < ranges.size() && count < STATEMENT_READS && bytes < STATEMENT_BYTES) {
                Range current = ranges.get(range);
                long left = current.lengthBytes() - done;
                if (left <= 0) {
                    range++;
                    done = 0;
                } else {
                    int length = (int) Math.min(left, READ_BYTES);
                    add(current, current.offset() + done, length);
                    done += length;
                    bytes += length;
                }
            }
            return count > 0;
        }

        private void add(Range current, long offset, int length) {
            rangeOf[count] = range;
            offsetOf[count] = offset;
            values.append(count == 0 ? "(" : ", (")
                    .append(count)
                    .append(", ")
                    .append(Sql.literal(current.file().path()))
                    .append(", ")
                    .append(offset)
                    .append("::bigint, ")
                    .append(length)
                    .append("::bigint)");
            count++;
        }

        void expect(int number) {
            if (number != arrived++) {
                throw new IllegalStateException("read " + number + " came in place of " + arrived);
            }
        }

        void expectDone() {
            if (arrived != count) {
                throw new IllegalStateException(arrived + " of " + count + " reads came");
            }
        }

        int range(int number) {
            return rangeOf[number];
        }

        long offset(int number) {
            return offsetOf[number];
        }
    }
}
