package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Branches as a user has them: opened, used, closed; and what is left of them when a process dies.
final class BranchTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir private static Path directory;

    private static Site site;
    private static String between;

    @BeforeAll
    static void backUp() throws Exception {
        site = Site.with(18, directory);
        site.server()
                .execute(
                        "shop",
                        "create table steps (n int primary key, filler text)",
                        "insert into steps select g, repeat(md5(g::text), 40)"
                                + " from generate_series(1, 5000) g",
                        "create extension file_fdw",
                        "create server files foreign data wrapper file_fdw",
                        "create foreign table secrets (line text) server files"
                                + " options (filename '/etc/hostname')");
        Commands.Running stream = site.start("wal", "stream", "shop");
        site.backup();
        site.server().execute("shop", "insert into steps values (5001)");
        between = site.server().query("shop", "select pg_current_wal_insert_lsn()");
        site.server().execute("shop", "insert into steps values (5002)");
        String end = site.server().query("shop", "select pg_current_wal_flush_lsn()");
        await("stored up to " + end)
                .atMost(LONG)
                .until(() ->
                        site.server()
                                .query(
                                        "postgres",
                                        "select bool_or(restart_lsn >= '%s') from pg_replication_slots where not temporary"
                                                .formatted(end))
                                .equals("t"));
        stream.signal("INT");
        stream.end().exits(0);
    }

    @AfterEach
    void closeAll() throws Exception {
        site.holdfast("branch", "close", "--all").exits(0);
        assertThat(scratch()).isEmpty();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void isARunningServerAtItsMomentUntilItIsClosed() throws Exception {
        OpenedBranch opened = open("--at", "lsn:" + between, "--name", "at-between");
        assertThat(opened.text("kind")).isIn("instant", "materialised");
        assertThat(opened.said().get("replaySeconds").asDouble()).isPositive();
        assertThat(opened.text("moment")).isEqualTo("lsn:" + between);
        assertThat(opened.query("select count(*) || '/' || max(n) from steps"))
                .isEqualTo("5001/5001");
        opened.execute("insert into steps values (6000)");
        assertThat(max(opened)).isEqualTo("6000");
        assertThat(site.server().query("shop", "select max(n) from steps")).isEqualTo("5002");

        JsonNode listed = only(site.holdfast("branch", "list", "--json").exits(0).json());
        assertThat(listed.get("name").asString()).isEqualTo("at-between");
        assertThat(listed.get("state").asString()).isEqualTo("running");
        assertThat(listed.get("bytes").asLong()).isPositive();
        assertThat(listed.get("url").asString()).doesNotContain(opened.password());
        assertThat(everythingKept()).noneMatch(text -> text.contains(opened.password()));

        site.holdfast("branch", "close", "at-between").exits(0);
        assertThat(site.holdfast("branch", "list", "--json").exits(0).json().get("branches"))
                .isEmpty();
        assertThat(opened.isReachable()).isFalse();
        assertThat(scratch()).isEmpty();
        site.holdfast("branch", "close", "at-between").exits(2).says("no branch 'at-between'");
    }

    @Test
    void cannotReachWhatTheSourceReaches() throws Exception {
        OpenedBranch opened = open("--name", "alone");
        assertThat(opened.query("show archive_mode")).isEqualTo("off");
        assertThat(opened.query("show primary_conninfo")).isEmpty();
        assertThat(
                        opened.query(
                                "select count(*) from pg_foreign_data_wrapper where fdwhandler <> 0"))
                .isEqualTo("0");
        assertThat(opened.query("select count(*) from pg_hba_file_rules")).isEqualTo("1");
        String identity = "select system_identifier::text from pg_control_system()";
        assertThat(opened.query(identity)).isNotEqualTo(site.server().query("postgres", identity));
    }

    @Test
    void severalLiveBesideEachOther() throws Exception {
        OpenedBranch one = open("--name", "one", "--at", "lsn:" + between);
        OpenedBranch two = open("--name", "two");
        site.holdfast("branch", "open", "shop", "--name", "two").exits(5).says("'two'");
        assertThat(max(one)).isEqualTo("5001");
        assertThat(max(two)).isEqualTo("5002");
        site.holdfast("branch", "close", "one").exits(0);
        assertThat(one.isReachable()).isFalse();
        assertThat(max(two)).isEqualTo("5002");
    }

    @Test
    void whatAKilledProcessLeavesIsRemovedByTheNextCommand() throws Exception {
        OpenedBranch opened = open("--name", "killed");
        ProcessHandle process = holder("killed");
        process.destroyForcibly();
        await().atMost(LONG).until(() -> !process.isAlive());
        site.holdfast("status").exits(0);
        assertThat(opened.isReachable()).isFalse();
        assertThat(scratch()).isEmpty();
        assertThat(mounts()).isEmpty();
    }

    @Test
    void aStoppedProcessHangsNobodyWhoClosesIt() throws Exception {
        OpenedBranch opened = open("--name", "stopped");
        new ProcessBuilder("kill", "-STOP", Long.toString(holder("stopped").pid()))
                .start()
                .waitFor();
        JsonNode closed = site.holdfast("branch", "close", "stopped", "--json").exits(0).json();
        assertThat(closed.get("closed").get(0).get("forced").asBoolean()).isTrue();
        assertThat(opened.isReachable()).isFalse();
        assertThat(scratch()).isEmpty();
        assertThat(mounts()).isEmpty();
    }

    @Test
    void aBranchWhoseServerDiedIsBroken() throws Exception {
        OpenedBranch opened = open("--name", "dying");
        assertThat(max(opened)).isEqualTo("5002");
        ProcessHandle.of(serverOf("dying")).orElseThrow().destroyForcibly();
        await().atMost(LONG).until(() -> site.holdfast("branch", "list", "--json").exitCode() == 1);
        JsonNode listed = only(site.holdfast("branch", "list", "--json").exits(1).json());
        assertThat(listed.get("state").asString()).isEqualTo("broken");
        assertThat(listed.get("why").asString()).contains("ended by itself");
        assertThat(mounts()).isEmpty();
    }

    @Test
    void endsWhenItsTimeIsOver() throws Exception {
        OpenedBranch opened = open("--name", "short", "--ttl", "1s");
        await().atMost(LONG).until(() -> scratch().isEmpty());
        assertThat(opened.isReachable()).isFalse();
        assertThat(site.holdfast("journal", "--json").exits(0).out()).contains("expired");
    }

    @Test
    void refusesWhatCannotBe() throws Exception {
        site.holdfast("branch", "open", "shop", "--at", "xid:4000000000")
                .exits(2)
                .says("no stored WAL");
        site.holdfast("branch", "open", "shop", "--name", "Not a name").exits(2).says("name");
        site.holdfast("branch", "open", "shop", "--ttl", "soon").exits(2).says("--ttl");
        site.holdfast("branch", "open", "shop", "--from", "nowhere").exits(2).says("nowhere");
    }

    private static OpenedBranch open(String... words) throws Exception {
        return OpenedBranch.of(site, words);
    }

    private static JsonNode only(JsonNode list) {
        assertThat(list.get("branches")).hasSize(1);
        return list.get("branches").get(0);
    }

    private static String max(OpenedBranch opened) throws SQLException {
        return opened.query("select max(n) from steps");
    }

    private static ProcessHandle holder(String name) throws IOException {
        String holder = Files.readString(directory.resolve("scratch/branch-" + name + ".holder"));
        return ProcessHandle.of(Long.parseLong(holder.split(" ", 2)[0])).orElseThrow();
    }

    private static long serverOf(String name) throws IOException {
        Path place = directory.resolve("scratch/branch-" + name);
        return Long.parseLong(Files.readString(place.resolve("data.holdfast-server")).strip());
    }

    private static List<Path> scratch() throws IOException {
        try (Stream<Path> entries = Files.list(directory.resolve("scratch"))) {
            return entries.toList();
        }
    }

    private static List<String> mounts() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
            return lines.filter(line -> line.contains(directory.toString())).toList();
        }
    }

    /// State and scratch, without what is mounted.
    private static List<String> everythingKept() throws IOException {
        try (Stream<Path> state = Files.walk(directory.resolve(".holdfast"), 1);
                Stream<Path> scratch = Files.walk(directory.resolve("scratch"), 2)) {
            return Stream.concat(state, scratch)
                    .filter(Files::isRegularFile)
                    .map(BranchTest::content)
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    private static Optional<String> content(Path path) {
        try {
            return Optional.of(Files.readString(path, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
