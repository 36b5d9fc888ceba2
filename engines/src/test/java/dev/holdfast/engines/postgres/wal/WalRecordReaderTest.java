package dev.holdfast.engines.postgres.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.WalAudit.Extent;
import dev.holdfast.core.engine.WalAudit.Result;
import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import dev.holdfast.testkit.Seed;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WalRecordReaderTest {

    private static final int SEGMENT_BYTES = 16 << 20;

    @TempDir private Path directory;

    @Test
    void readsWhatTheNewestServerWrites() throws Exception {
        readsWhatAServerWrites(18);
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17})
    void readsWhatAServerWrites(int majorVersion) throws Exception {
        Written written = write(majorVersion);
        Random random = new Random(Seed.ofThisRun());

        Result whole = audit(written, written.log(), random);
        assertThat(whole.damages()).isEmpty();
        assertThat(whole.records()).isGreaterThan(20_000);
        assertThat(whole.reached()).isGreaterThanOrEqualTo(written.extent().stop());

        for (int round = 0; round < 20; round++) {
            byte[] damaged = written.log().clone();
            int at = written.anywhere(random);
            damaged[at] ^= 0x40;
            Result result = audit(written, damaged, random);
            assertThat(result.damages()).as("byte %d flipped", at).hasSize(1);
        }
    }

    /// A segment switch, a message longer than what is kept of a record, and many small records.
    private Written write(int majorVersion) throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(majorVersion, directory, Map.of())) {
            server.execute("postgres", "CHECKPOINT");
            Lsn start =
                    Lsn.parse(
                            server.query(
                                    "postgres", "SELECT redo_lsn FROM pg_control_checkpoint()"));
            server.execute(
                    "postgres",
                    "CREATE TABLE t AS SELECT i, md5(i::text) FROM generate_series(1, 20000) i",
                    "SELECT pg_logical_emit_message(false, 'long', repeat('x', 3000000))",
                    "SELECT pg_switch_wal()",
                    "DELETE FROM t WHERE i % 2 = 0",
                    "CREATE INDEX ON t (i)");
            Lsn stop = Lsn.parse(server.query("postgres", "SELECT pg_current_wal_flush_lsn()"));
            String system =
                    server.query("postgres", "SELECT system_identifier FROM pg_control_system()");
            Extent extent = new Extent(system, 1, start, stop, SEGMENT_BYTES);
            return new Written(extent, log(server.dataDirectory(), extent));
        }
    }

    private static byte[] log(Path data, Extent extent) throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        Lsn at = extent.start().segmentStart(SEGMENT_BYTES);
        while (at.isBefore(extent.stop())) {
            long number = at.value() / SEGMENT_BYTES;
            String name = String.format(Locale.ROOT, "%08X%08X%08X", 1, number / 256, number % 256);
            log.write(Files.readAllBytes(data.resolve("pg_wal").resolve(name)));
            at = at.plus(SEGMENT_BYTES);
        }
        return log.toByteArray();
    }

    /// @param log from the beginning of the start's segment
    private record Written(Extent extent, byte[] log) {

        Lsn begin() {
            return extent.start().segmentStart(SEGMENT_BYTES);
        }

        /// A byte that belongs to a record: neither padding nor what a switch leaves empty.
        int anywhere(Random random) {
            while (true) {
                long from = extent.start().value() - begin().value();
                long to = extent.stop().value() - begin().value() - 64;
                int at = (int) random.nextLong(from, to);
                if (log[at] != 0) {
                    return at;
                }
            }
        }
    }

    private static Result audit(Written written, byte[] log, Random random) {
        RecordAudit audit = new RecordAudit(written.extent());
        int at = 0;
        while (at < log.length) {
            int size = Math.min(log.length - at, 1 + random.nextInt(1 << random.nextInt(18)));
            audit.write(written.begin().plus(at), log, at, size);
            at += size;
        }
        return audit.result();
    }

    @Test
    void saysWhereTheWalEnds() throws Exception {
        Written written = write(18);
        long need = written.extent().stop().value() - written.begin().value();
        RecordAudit audit = new RecordAudit(written.extent());
        audit.write(written.begin(), written.log(), 0, (int) need - 100);
        assertThat(audit.result().damages())
                .singleElement()
                .asString()
                .contains("the WAL ends at", "needs it up to " + written.extent().stop());
    }

    @Test
    void seesAHoleAndAnotherServersSegment() throws Exception {
        Written written = write(18);
        RecordAudit holed = new RecordAudit(written.extent());
        holed.write(written.begin(), written.log(), 0, SEGMENT_BYTES / 2);
        holed.write(written.begin().plus(SEGMENT_BYTES), written.log(), 0, 8192);
        assertThat(holed.result().damages()).singleElement().asString().contains("jumps");

        Extent extent = written.extent();
        Written other =
                new Written(
                        new Extent(
                                "4711", 1, extent.start(), extent.stop(), extent.walSegmentBytes()),
                        written.log());
        assertThat(audit(other, written.log(), new Random(1)).damages())
                .singleElement()
                .asString()
                .contains("not 4711");
    }
}
