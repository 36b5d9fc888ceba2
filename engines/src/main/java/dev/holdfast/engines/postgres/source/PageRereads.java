package dev.holdfast.engines.postgres.source;

import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.connect.Sql;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads single pages again over a connection of its own, opened when first needed: the reader's
/// own is in the middle of a COPY then. The server waits a moment before each read, so that a write
/// under way can end.
final class PageRereads implements PageGuard.Again, AutoCloseable {
    private final Supplier<Session> sessions;
    private @Nullable Session session;

    PageRereads(Supplier<Session> sessions) {
        this.sessions = sessions;
    }

    @Override
    public Optional<byte[]> read(SourceFile file, long offset, int length) {
        Session open = session;
        if (open == null) {
            open = sessions.get();
            session = open;
        }
        return open.list(
                        "reading a page again",
                        "SELECT pg_read_binary_file("
                                + Sql.literal(file.path())
                                + ", "
                                + offset
                                + ", "
                                + length
                                + ", true) FROM pg_sleep(0.02)",
                        row -> Optional.ofNullable(row.getBytes(1)))
                .getFirst()
                .filter(bytes -> bytes.length == length);
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
    }
}
