package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.testkit.Seed;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of branches and restored copies on bad days: whatever happens to them, the next
/// command leaves nothing of them behind, and the vault and the live server never notice.
@Tag("full")
final class BranchBadDaysTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir private Path directory;

    private Site site;

    @BeforeEach
    void backUp() throws Exception {
        site = Site.with(18, directory);
        site.server()
                .execute(
                        "shop",
                        "create table steps (n int primary key, filler text)",
                        "insert into steps select g, repeat(md5(g::text), 40)"
                                + " from generate_series(1, 5000) g");
        site.backup();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void nothingIsLeftOfABranchThatIsKilledWhileItOpens() throws Exception {
        SplittableRandom random = new SplittableRandom(Seed.ofThisRun());
        long began = System.nanoTime();
        OpenedBranch.of(site, "--name", "whole");
        long whole = Duration.ofNanos(System.nanoTime() - began).toMillis();
        site.holdfast("branch", "close", "whole").exits(0);
        for (int i = 0; i < 10; i++) {
            Commands.Running opening = site.start("branch", "open", "shop", "--name", "killed");
            boolean ended = opening.process().waitFor(Duration.ofMillis(random.nextLong(whole)));
            if (i % 2 == 0) {
                opening.killAfter(Duration.ZERO);
            } else if (!ended) {
                opening.process().descendants().forEach(ProcessHandle::destroyForcibly);
                opening.end();
            }
            assertNothingIsLeft();
        }
    }

    /// A branch whose opener was killed ends by itself; one that was killed, with the next command.
    private void assertNothingIsLeft() {
        await().atMost(LONG)
                .until(() -> {
                    site.holdfast("branch", "close", "--all").exits(0);
                    return entries().isEmpty() && servers().isEmpty();
                });
        assertThat(mounts()).isEmpty();
    }

    @Test
    void aFullScratchDiskHurtsTheBranchAlone() throws Exception {
        Path scratch = Files.createDirectories(directory.resolve("scratch"));
        Optional<SmallDisk> small = SmallDisk.mount(scratch, 600);
        assumeTrue(small.isPresent(), "this user may mount a file system");
        try (SmallDisk _ = small.orElseThrow()) {
            assertThat(scratch.toFile().setExecutable(true, false)).isTrue();
            try {
                fillWhileABranchRuns(scratch.resolve("filler"));
            } finally {
                site.holdfast("branch", "close", "--all").exits(0);
            }
            assertThat(entries()).isEmpty();
        }
    }

    private void fillWhileABranchRuns(Path filler) throws Exception {
        OpenedBranch branch = OpenedBranch.of(site, "--name", "cramped");
        fill(filler);
        assertThatThrownBy(() ->
                        branch.execute(
                                "create table more as select a.* from steps a, generate_series(1, 60)"))
                .isInstanceOf(SQLException.class);
        assertThat(site.holdfast("branch", "list", "--json").exitCode()).isIn(0, 1);
        assertThat(site.server().query("shop", "select count(*) from steps")).isEqualTo("5000");
        site.holdfast("branch", "open", "shop", "--name", "another").exits(5).says("room");

        Files.delete(filler);
        site.holdfast("branch", "close", "cramped").exits(0);
        assertThat(entries()).isEmpty();
        OpenedBranch after = OpenedBranch.of(site, "--name", "after");
        assertThat(after.query("select count(*) from steps")).isEqualTo("5000");
    }

    private static void fill(Path file) throws IOException {
        byte[] megabyte = new byte[1 << 20];
        long room = Files.getFileStore(file.getParent()).getUsableSpace();
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long written = 0; written + megabyte.length <= room; written += megabyte.length) {
                out.write(megabyte);
            }
        }
    }

    @Test
    void aRestoredCopyThatIsPromotedByAccidentTouchesNothing() throws Exception {
        LogStream stream = LogStream.start(site);
        site.server().execute("shop", "insert into steps values (6001, 'live')");
        stream.awaitStored();
        String end = site.server().query("postgres", "select pg_current_wal_flush_lsn()");
        site.server().execute("shop", "insert into steps values (6002, 'live')");
        stream.awaitStored();
        Path to = directory.resolve("copy");
        try (Restored copy = Restored.latest(site, to, "--at", "lsn:" + end, "--pause")) {
            await().atMost(LONG)
                    .until(() ->
                            copy.query("shop", "select pg_get_wal_replay_pause_state()")
                                    .equals("paused"));
            assertThat(copy.query("shop", "select pg_promote()")).isEqualTo("t");
            try (Connection connection = copy.connect("shop");
                    Statement statement = connection.createStatement()) {
                statement.execute("insert into steps values (7000, 'stray')");
                statement.execute("select pg_switch_wal()");
            }
            assertThat(copy.query("shop", "select pg_walfile_name(pg_current_wal_lsn())"))
                    .doesNotStartWith("00000001");
            assertThat(copy.query("shop", "show archive_mode")).isEqualTo("off");
            assertThat(copy.query("shop", "show primary_conninfo")).isEmpty();
            assertThat(copy.query("shop", "select count(*) from pg_replication_slots"))
                    .isEqualTo("0");
        }
        site.server().execute("shop", "insert into steps values (6003, 'live')");
        stream.awaitStored();
        stream.end().exits(0);
        OpenedBranch branch = OpenedBranch.of(site, "--name", "latest");
        assertThat(branch.query("select max(n) from steps")).isEqualTo("6003");
        site.holdfast("branch", "close", "latest").exits(0);
    }

    private List<String> entries() throws IOException {
        Path scratch = directory.resolve("scratch");
        if (!Files.exists(scratch)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(scratch)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.startsWith("branch-"))
                    .toList();
        }
    }

    private List<ProcessHandle> servers() {
        String scratch = directory.resolve("scratch").toString();
        return ProcessHandle.allProcesses()
                .filter(process ->
                        process.info().commandLine().filter(it -> it.contains(scratch)).isPresent())
                .toList();
    }

    private List<String> mounts() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
            return lines.filter(line -> line.contains(directory.toString())).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
