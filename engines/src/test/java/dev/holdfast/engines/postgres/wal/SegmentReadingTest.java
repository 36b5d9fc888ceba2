package dev.holdfast.engines.postgres.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.WalForm;
import dev.holdfast.core.engine.WalVisitor;
import dev.holdfast.engines.postgres.restore.PostgresDataDirectories;
import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import dev.holdfast.testkit.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SegmentReadingTest {

    private static final long SEGMENT = 16L << 20;

    @TempDir private Path directory;

    /// What a real server wrote, from the start of one segment to the end of another.
    private record Log(WalForm form, Lsn from, byte[] bytes, Lsn secondCommit) {}

    private static final class Heard implements WalVisitor {
        final List<Transaction> transactions = new ArrayList<>();
        final List<RestorePoint> points = new ArrayList<>();
        final List<Heartbeat> beats = new ArrayList<>();

        @Override
        public void ended(Transaction transaction) {
            transactions.add(transaction);
        }

        @Override
        public void named(RestorePoint point) {
            points.add(point);
        }

        @Override
        public void beat(Heartbeat heartbeat) {
            beats.add(heartbeat);
        }
    }

    @Test
    void readsWhatAServerWrote() throws Exception {
        readsWhatAServerWrote(18);
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17})
    void readsWhatAServerWrote(int majorVersion) throws Exception {
        Log log = write(majorVersion);
        SplittableRandom random = new SplittableRandom(Seed.ofThisRun());
        hearsOfEverything(log, random);
        passesOverTheRestOfARecord(log);
    }

    private static void hearsOfEverything(Log log, SplittableRandom random) {
        Heard heard = new Heard();
        Lsn end = read(log, log.bytes(), random, heard);

        assertThat(end).isEqualTo(log.from().plus(log.bytes().length));
        assertThat(heard.points).extracting(WalVisitor.RestorePoint::name).containsExactly("here");
        assertThat(heard.beats).hasSize(1);
        assertThat(heard.beats.getFirst().time()).isEqualTo(Instant.EPOCH.plusMillis(1));
        assertThat(heard.transactions).anyMatch(transaction -> !transaction.committed());
        assertThat(heard.transactions)
                .anyMatch(transaction -> transaction.end().equals(log.secondCommit()));
        assertThat(heard.transactions)
                .allMatch(transaction ->
                        transaction.time().isAfter(Instant.parse("2026-01-01T00:00:00Z")));
    }

    private static void passesOverTheRestOfARecord(Log log) {
        Lsn second = log.from().plus(SEGMENT);
        SegmentReading reader = new SegmentReading(log.form(), 1, second, new Heard());
        reader.feed(second, log.bytes(), (int) SEGMENT, log.bytes().length - (int) SEGMENT);
        assertThat(reader.verifiedTo()).isEqualTo(log.from().plus(log.bytes().length));
    }

    private static Lsn read(Log log, byte[] bytes, SplittableRandom random, Heard heard) {
        SegmentReading reader = new SegmentReading(log.form(), 1, log.from(), heard);
        int at = 0;
        while (at < bytes.length) {
            int count = Math.min(bytes.length - at, random.nextInt(1, 100_000));
            reader.feed(log.from().plus(at), bytes, at, count);
            at += count;
        }
        return reader.verifiedTo();
    }

    private Log write(int majorVersion) throws Exception {
        try (EmbeddedServer server =
                EmbeddedServer.start(majorVersion, directory, Map.of("wal_keep_size", "1GB"))) {
            server.execute("postgres", "SELECT pg_switch_wal()");
            Lsn from = position(server).segmentStart(SEGMENT);
            server.execute(
                    "postgres",
                    "CREATE TABLE t AS SELECT i, repeat(md5(i::text), 8) x"
                            + " FROM generate_series(1, 100000) i",
                    "SELECT pg_create_restore_point('here')",
                    "SELECT pg_logical_emit_message(false, 'holdfast', '1000')",
                    "SELECT pg_logical_emit_message(false, 'big', repeat('x', 3000000))",
                    "BEGIN; INSERT INTO t VALUES (0); ROLLBACK",
                    "SET synchronous_commit = on",
                    "INSERT INTO t VALUES (1)");
            Lsn commit = position(server);
            server.execute("postgres", "SELECT pg_switch_wal()");
            server.execute("postgres", "INSERT INTO t VALUES (2)", "SELECT pg_switch_wal()");
            Lsn to = position(server).segmentStart(SEGMENT);
            WalForm form =
                    new WalForm(
                            server.query(
                                    "postgres",
                                    "SELECT system_identifier::text FROM pg_control_system()"),
                            majorVersion,
                            SEGMENT);
            return new Log(form, from, bytes(server.dataDirectory(), from, to), commit);
        }
    }

    private static Lsn position(EmbeddedServer server) throws Exception {
        return Lsn.parse(server.query("postgres", "SELECT pg_current_wal_insert_lsn()"));
    }

    private static byte[] bytes(Path data, Lsn from, Lsn to) throws IOException {
        byte[] bytes = new byte[(int) (to.value() - from.value())];
        for (long at = from.value(); at < to.value(); at += SEGMENT) {
            Path file = new PostgresDataDirectories().walFile(data, 1, new Lsn(at), SEGMENT);
            System.arraycopy(
                    Files.readAllBytes(file), 0, bytes, (int) (at - from.value()), (int) SEGMENT);
        }
        return bytes;
    }
}
