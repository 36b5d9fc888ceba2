package dev.holdfast.engines.postgres.copy;

import dev.holdfast.engines.postgres.connect.ServerProblems;
import dev.holdfast.engines.postgres.connect.Session;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/// Rows of `COPY … TO STDOUT (FORMAT binary)`, read where the driver put them: a message is a row,
/// and nothing is copied or kept. A failure leaves the session in the middle of a COPY, so it is
/// closed then.
///
/// COPY takes no parameters: `select` holds literals.
public final class BinaryCopy {

    /// The signature, the flags, and the length of the extension, which is empty.
    private static final int FILE_HEADER = 11 + 2 * Integer.BYTES;

    private static final int TRAILER = -1;

    public interface Row {
        /// @param fields positioned at the first field's length (-1 for NULL), which its bytes
        ///   follow. The array behind it is the driver's; it is good until this call returns
        void take(ByteBuffer fields) throws InterruptedException;
    }

    private final Session session;
    private final String what;
    private final CopyOut copy;

    private BinaryCopy(Session session, String what, CopyOut copy) {
        this.session = session;
        this.what = what;
        this.copy = copy;
    }

    /// @param what the work, for people
    public static void read(Session session, String what, String select, Row row)
            throws InterruptedException {
        CopyOut copy =
                session.call(
                        what,
                        connection ->
                                session.copies()
                                        .copyOut(
                                                "COPY (" + select + ") TO STDOUT (FORMAT binary)"));
        boolean complete = false;
        try {
            new BinaryCopy(session, what, copy).read(row);
            complete = true;
        } finally {
            if (!complete) {
                session.close();
            }
        }
    }

    private void read(Row row) throws InterruptedException {
        int header = FILE_HEADER;
        boolean ended = false;
        byte[] message;
        while ((message = next()) != null) {
            ByteBuffer fields = ByteBuffer.wrap(message);
            fields.position(header);
            header = 0;
            if (fields.hasRemaining()) {
                ended = fields.getShort() == TRAILER;
                if (!ended) {
                    row.take(fields);
                }
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        if (!ended) {
            throw new IllegalStateException("a COPY without its end: " + what);
        }
    }

    private byte @Nullable [] next() {
        try {
            return copy.readFromCopy();
        } catch (SQLException e) {
            throw ServerProblems.running(session.label(), what, e);
        }
    }
}
