package dev.holdfast.engines.postgres.compare;

import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.connect.Sql;
import dev.holdfast.engines.postgres.copy.BinaryCopy;
import java.nio.ByteBuffer;
import java.util.List;

/// Reads the first bytes of many pages of the live server: 16 of 8192 cross the wire, and the
/// server keeps none of them.
///
/// @param pageBytes of the server
record LiveHeaders(Session session, int pageBytes) {

    /// What one statement takes at most: it bounds its text and its time.
    static final int PAGES = 131_072;

    static final int PIECES = 1000;

    private static final String WORK = "reading page headers";

    /// Pages of one file.
    ///
    /// @param last inclusive
    record Piece(String path, long first, long last) {
        long pages() {
            return last - first + 1;
        }
    }

    interface Sink {
        /// @param header its first [PageFile#HEADER_BYTES] bytes, good until this call returns
        void page(int piece, long page, byte[] header);
    }

    /// Pages come in order. Those beyond the end of a file, and of files that are gone, do not.
    void read(List<Piece> pieces, Sink sink) throws InterruptedException {
        if (pieces.isEmpty()) {
            return;
        }
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            values.append(i == 0 ? "(" : ", (")
                    .append(i)
                    .append(", ")
                    .append(Sql.literal(piece.path()))
                    .append(", ")
                    .append(piece.first())
                    .append("::bigint, ")
                    .append(piece.last())
                    .append("::bigint)");
        }
        byte[] header = new byte[PageFile.HEADER_BYTES];
        BinaryCopy.read(
                session,
                WORK,
                """
                SELECT i, b, pg_read_binary_file(p, b * %d, %d, true)
                  FROM (VALUES %s) v(i, p, f, l), LATERAL generate_series(f, l) b
                """
                        .formatted(pageBytes, PageFile.HEADER_BYTES, values),
                fields -> deliver(fields, header, sink));
    }

    private static void deliver(ByteBuffer fields, byte[] header, Sink sink) {
        fields.getInt();
        int piece = fields.getInt();
        fields.getInt();
        long page = fields.getLong();
        if (fields.getInt() == header.length) {
            fields.get(header);
            sink.page(piece, page, header);
        }
    }
}
