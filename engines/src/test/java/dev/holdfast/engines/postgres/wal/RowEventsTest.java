package dev.holdfast.engines.postgres.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.WalForm;
import dev.holdfast.core.engine.WalVisitor;
import dev.holdfast.core.engine.WalVisitor.GoneFiles;
import dev.holdfast.core.engine.WalVisitor.RowChange;
import dev.holdfast.core.engine.WalVisitor.RowPlace;
import dev.holdfast.engines.postgres.restore.PostgresDataDirectories;
import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a real server logs of rows is understood, page images included.
final class RowEventsTest {

    private static final long SEGMENT = 16L << 20;

    @TempDir private Path directory;

    private static final class Heard implements WalVisitor {
        final List<RowChange> changes = new ArrayList<>();
        final List<NewFile> files = new ArrayList<>();
        final List<TransactionParts> parts = new ArrayList<>();
        final List<GoneFiles> gone = new ArrayList<>();
        private final long node;

        Heard(long node) {
            this.node = node;
        }

        @Override
        public boolean wantsRows() {
            return true;
        }

        @Override
        public void changed(RowChange change) {
            changes.add(change);
        }

        @Override
        public void made(NewFile file) {
            files.add(file);
        }

        @Override
        public void composed(TransactionParts composed) {
            parts.add(composed);
        }

        @Override
        public void gone(GoneFiles files) {
            gone.add(files);
        }

        String places(boolean deleted) {
            return sorted(
                    changes.stream()
                            .filter(change -> change.deleted() == deleted && isOfTable(change))
                            .map(RowChange::from));
        }

        String next() {
            return sorted(
                    changes.stream()
                            .filter(this::isOfTable)
                            .flatMap(change -> change.to().stream()));
        }

        private boolean isOfTable(RowChange change) {
            return change.node() == node;
        }

        private static String sorted(Stream<RowPlace> places) {
            return places.sorted(
                            Comparator.comparingLong(RowPlace::block)
                                    .thenComparingInt(RowPlace::slot))
                    .map(place -> "(%d,%d)".formatted(place.block(), place.slot()))
                    .collect(Collectors.joining(" "));
        }

        long count(long node, boolean deleted) {
            return changes.stream()
                    .filter(change -> change.node() == node && change.deleted() == deleted)
                    .count();
        }
    }

    @Test
    void understandsWhatAServerLogsOfRows() throws Exception {
        understandsWhatAServerLogsOfRows(18, "off");
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void understandsEveryVersionAndCompressedImages(int majorVersion) throws Exception {
        understandsWhatAServerLogsOfRows(majorVersion, "on");
    }

    private void understandsWhatAServerLogsOfRows(int majorVersion, String compression)
            throws Exception {
        try (EmbeddedServer server =
                EmbeddedServer.start(
                        majorVersion,
                        directory,
                        Map.of(
                                "wal_keep_size",
                                "1GB",
                                "wal_compression",
                                compression,
                                "wal_level",
                                "logical"))) {
            server.execute(
                    "postgres",
                    "CREATE TABLE t AS SELECT n, repeat('x', 50) AS pad FROM generate_series(1, 5000) n",
                    "CREATE TABLE u (n int)",
                    "CHECKPOINT",
                    "SELECT pg_switch_wal()");
            Lsn from =
                    Lsn.parse(server.query("postgres", "SELECT pg_current_wal_insert_lsn()"))
                            .segmentStart(SEGMENT);
            long node = node(server);
            String deleted = places(server, "n <= 3001");
            String updated = places(server, "n > 4000");
            server.execute(
                    "postgres",
                    "DELETE FROM t WHERE n <= 3000",
                    "UPDATE t SET pad = 'y' WHERE n > 4000");
            String came = places(server, "n > 4000");
            doMore(server);
            long before = Long.parseLong(server.query("postgres", "SELECT txid_current()"));
            server.execute(
                    "postgres",
                    "DO $$ BEGIN BEGIN DELETE FROM t WHERE n = 3001;"
                            + " EXCEPTION WHEN division_by_zero THEN NULL; END; END $$");
            server.execute("postgres", "TRUNCATE t");
            String dropped = server.query("postgres", "SELECT pg_relation_filenode('u')");
            server.execute(
                    "postgres",
                    "BEGIN",
                    "SAVEPOINT a",
                    "SELECT 1 FROM t",
                    "DROP TABLE u",
                    "COMMIT");
            Heard heard = read(server, majorVersion, node, from);

            assertThat(heard.count(node, true)).isEqualTo(3001);
            assertThat(heard.count(node, false)).isEqualTo(1000);
            long database =
                    Long.parseLong(
                            server.query(
                                    "postgres",
                                    "SELECT oid FROM pg_database WHERE datname = 'postgres'"));
            assertThat(heard.changes).anyMatch(change -> change.database() == database);
            assertThat(heard.files).anyMatch(file -> node(server) == file.node());
            assertThat(heard.places(true)).isEqualTo(deleted);
            assertThat(heard.places(false)).isEqualTo(updated);
            assertThat(heard.next()).isEqualTo(came);
            assertThat(heard.gone)
                    .anyMatch(gone ->
                            gone.files()
                                    .contains(
                                            new GoneFiles.File(database, Long.parseLong(dropped))))
                    .anyMatch(gone -> gone.files().contains(new GoneFiles.File(database, node)));
            assertThat(heard.parts)
                    .anySatisfy(part -> {
                        assertThat(part.xid()).isEqualTo(before + 1);
                        assertThat(part.parts()).containsExactly(before + 2);
                    });
        }
    }

    private static long node(EmbeddedServer server) {
        try {
            return Long.parseLong(server.query("postgres", "SELECT pg_relation_filenode('t')"));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /// Catalogs, visibility maps that go with rows, new keys, old keys in the log.
    private static void doMore(EmbeddedServer server) throws SQLException {
        server.execute(
                "postgres",
                "CREATE TABLE p (a text PRIMARY KEY, b text, c int DEFAULT 1)",
                "ALTER TABLE p REPLICA IDENTITY FULL",
                "INSERT INTO p SELECT repeat(n::text, 100), n FROM generate_series(1, 1000) n",
                "CREATE INDEX ON p (b)",
                "VACUUM ANALYZE",
                "UPDATE p SET b = repeat('z', 3000) WHERE b < '2'",
                "CHECKPOINT",
                "UPDATE p SET a = a || 'x'",
                "DELETE FROM p",
                "VACUUM ANALYZE");
    }

    private static String places(EmbeddedServer server, String condition) throws Exception {
        return server.query(
                "postgres",
                "SELECT string_agg(ctid::text, ' ' ORDER BY ctid) FROM t WHERE " + condition);
    }

    private static Heard read(EmbeddedServer server, int majorVersion, long node, Lsn from)
            throws Exception {
        Lsn to = Lsn.parse(server.query("postgres", "SELECT pg_current_wal_flush_lsn()"));
        String system =
                server.query("postgres", "SELECT system_identifier FROM pg_control_system()");
        Heard heard = new Heard(node);
        SegmentReading reading =
                new SegmentReading(new WalForm(system, majorVersion, SEGMENT), 1, from, heard);
        for (Lsn at = from; at.isBefore(to); at = at.plus(SEGMENT)) {
            Path file =
                    new PostgresDataDirectories().walFile(server.dataDirectory(), 1, at, SEGMENT);
            byte[] bytes = Files.readAllBytes(file);
            int length = (int) Math.min(SEGMENT, to.value() - at.value());
            reading.feed(at, bytes, 0, length);
        }
        return heard;
    }
}
