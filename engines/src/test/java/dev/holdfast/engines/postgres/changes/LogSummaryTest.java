package dev.holdfast.engines.postgres.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.Changes;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.core.engine.Server;
import dev.holdfast.core.engine.SnapshotSettings;
import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.core.engine.TimelineHistory.Leg;
import dev.holdfast.core.engine.WalReading;
import dev.holdfast.engines.postgres.changes.BlockTable.ForkChanges;
import dev.holdfast.engines.postgres.changes.BlockTable.ForkKey;
import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the log says of changed pages, against the pages themselves, and against what PostgreSQL
/// 17's own summarizer makes of the same log.
final class LogSummaryTest {
    private static final long SEGMENT = 16L << 20;
    private static final int VISIBILITY_MAP = 2;

    @TempDir private Path directory;

    @Test
    void saysWhatTheServersOwnSummariesSay() throws Exception {
        compareWithTheServers(18);
    }

    @Tag("full")
    @Test
    void saysWhatTheServersOwnSummariesSayOn17() throws Exception {
        compareWithTheServers(17);
    }

    @Test
    void namesEveryPageThatDiffers() throws Exception {
        compareWithThePages(14, Map.of("wal_compression", "on"));
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void namesEveryPageThatDiffersOn(int majorVersion) throws Exception {
        compareWithThePages(majorVersion, Map.of());
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(ints = {15, 16})
    void understandsCompressedImages(int majorVersion) throws Exception {
        compareWithThePages(majorVersion, Map.of("wal_compression", "on", "wal_log_hints", "on"));
    }

    private void compareWithThePages(int majorVersion, Map<String, String> settings)
            throws Exception {
        try (EmbeddedServer live = EmbeddedServer.start(majorVersion, directory, settings);
                Server server = Taken.connect(live)) {
            LogWorkload workload = new LogWorkload(live);
            workload.before();
            Taken former = Taken.take(server, live);
            workload.after();
            try (PhysicalSource source =
                    server.beginSnapshot(new SnapshotSettings("b", true, false))) {
                Changes changes = summary(live, server, former, source).changes();
                assertThat(changes).isInstanceOf(Changes.Known.class);
                Map<String, byte[]> now = Taken.read(source);
                int unread = 0;
                for (SourceFile file : source.files().files()) {
                    unread += Taken.compare(file, (Changes.Known) changes, former.content(), now);
                }
                assertThat(unread).as("pages that need not be read").isGreaterThan(1500);
            }
        }
    }

    private void compareWithTheServers(int majorVersion) throws Exception {
        Map<String, String> settings = Map.of("summarize_wal", "on");
        try (EmbeddedServer live = EmbeddedServer.start(majorVersion, directory, settings);
                Server server = Taken.connect(live)) {
            LogWorkload workload = new LogWorkload(live);
            workload.before();
            Taken former = Taken.take(server, live);
            workload.after();
            Set<Long> aborted = workload.aborted();
            try (PhysicalSource source =
                    server.beginSnapshot(new SnapshotSettings("b", true, false))) {
                assertThat(source.changesSince(former.former())).isInstanceOf(Changes.Known.class);
                Map<ForkKey, Said> own = said(summary(live, server, former, source).table());
                Map<ForkKey, Said> servers = servers(live, former, source);
                assertThat(own.keySet()).isEqualTo(servers.keySet());
                own.forEach((fork, said) -> {
                    if (!aborted.contains(fork.fileNode())) {
                        assertThat(said).as("%s", fork).isEqualTo(servers.get(fork));
                    }
                });
            }
        }
    }

    /// Of one fork. The server's blocks at or above the limit are left out, as it does itself.
    private record Said(long limit, Set<Long> blocks) {
        static Said of(long limit, Set<Long> blocks) {
            Set<Long> below = new HashSet<>(blocks);
            below.removeIf(block -> limit != BlockTable.NO_LIMIT && block >= limit);
            return new Said(limit, below);
        }
    }

    private static Map<ForkKey, Said> said(BlockTable table) {
        Map<ForkKey, Said> said = new TreeMap<>(LogSummaryTest::order);
        table.forks().forEach((fork, changes) -> said.put(fork, said(changes)));
        said.keySet().removeIf(fork -> fork.fork() == VISIBILITY_MAP);
        return said;
    }

    private static Said said(ForkChanges changes) {
        Set<Long> blocks = new HashSet<>();
        int size = changes.blocks().size();
        for (int i = 0; i < size; i++) {
            blocks.add(changes.blocks().block(i));
        }
        return Said.of(changes.limit(), blocks);
    }

    private static int order(ForkKey a, ForkKey b) {
        return a.toString().compareTo(b.toString());
    }

    private static Map<ForkKey, Said> servers(
            EmbeddedServer live, Taken former, PhysicalSource source) throws Exception {
        String rows =
                live.query(
                        "postgres",
                        """
                        select string_agg(concat_ws(' ', reltablespace, reldatabase, relfilenode,
                               relforknumber, relblocknumber, is_limit_block::int), ',')
                          from pg_available_wal_summaries() s,
                               lateral pg_wal_summary_contents(s.tli, s.start_lsn, s.end_lsn)
                         where s.end_lsn > '%s' and s.start_lsn < '%s'
                        """
                                .formatted(former.former().start(), source.start().lsn()));
        BlockTable table = new BlockTable();
        for (String row : rows.split(",", -1)) {
            long[] values = new long[6];
            String[] words = row.split(" ", -1);
            for (int i = 0; i < values.length; i++) {
                values[i] = Long.parseLong(words[i]);
            }
            ForkKey fork = new ForkKey(values[0], values[1], values[2], (int) values[3]);
            if (values[5] != 0) {
                table.limited(fork, values[4]);
            } else {
                table.changed(fork, values[4]);
            }
        }
        return said(table);
    }

    /// From the server's own segment files.
    private static LogSummary summary(
            EmbeddedServer live, Server server, Taken former, PhysicalSource source)
            throws Exception {
        LogSummary summary = new LogSummary(server.facts());
        Lsn to = source.start().lsn();
        Leg leg = new Leg(1, former.former().start(), to);
        Lsn at = leg.from().segmentStart(SEGMENT);
        WalReading reading = summary.read(leg, at);
        for (Path file : segments(live)) {
            Lsn from = new Lsn(segment(file) * SEGMENT);
            if (from.equals(at) && at.isBefore(to)) {
                byte[] bytes = Files.readAllBytes(file);
                int length = (int) Math.min(bytes.length, to.value() - at.value());
                reading.feed(at, bytes, 0, length);
                at = at.plus(SEGMENT);
            }
        }
        assertThat(at).isGreaterThanOrEqualTo(to);
        return summary;
    }

    private static long segment(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(8, 16), 16) * (0x1_0000_0000L / SEGMENT)
                + Long.parseLong(name.substring(16), 16);
    }

    private static List<Path> segments(EmbeddedServer live) throws Exception {
        List<Path> segments = new ArrayList<>();
        try (Stream<Path> files = Files.list(live.dataDirectory().resolve("pg_wal"))) {
            files.filter(file -> file.getFileName().toString().matches("[0-9A-F]{24}"))
                    .sorted()
                    .forEach(segments::add);
        }
        return segments;
    }
}
