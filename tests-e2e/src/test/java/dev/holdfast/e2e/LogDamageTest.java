package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.Lsn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A stored segment of the log that is deleted, cut short, exchanged for another, or for one of
/// another server: the window of that storage ends exactly there, a proof says so, what lies behind
/// comes from the other storage, and `vault heal` brings the window back.
@Tag("full")
final class LogDamageTest {
    private static final String ONSITE = "onsite";

    private enum Harm {
        DELETED,
        TRUNCATED,
        SWAPPED,
        OF_ANOTHER_SYSTEM
    }

    @TempDir private Path directory;

    @Test
    void theWindowSplitsExactlyThereUntilItIsMended() throws Exception {
        try (Site site = Site.with(18, Files.createDirectory(directory.resolve("site")));
                Site stranger = Site.with(18, Files.createDirectory(directory.resolve("other")))) {
            String end = streamSegments(site);
            streamSegments(stranger);
            List<Path> segments = segments(site);
            for (Harm harm : Harm.values()) {
                Path victim = segments.get(segments.size() / 2);
                harm(harm, victim, segments.getFirst(), segments(stranger).getFirst());
                assertSplit(site, harm, victim, end);
                bringsBackWhatLiesBehindFromTheOther(site, end);
                mend(site);
                assertThat(windows(site)).hasSize(1);
                assertThat(Lsn.parse(windows(site).getFirst().get("toLsn").asString()))
                        .isGreaterThanOrEqualTo(Lsn.parse(end));
            }
        }
    }

    /// @return the position behind the last of them
    private static String streamSegments(Site site) throws Exception {
        LogStream stream = LogStream.start(site);
        site.server().execute("shop", "create table steps (n int)");
        site.backup();
        for (int i = 1; i <= 5; i++) {
            site.server()
                    .execute(
                            "shop",
                            "insert into steps values (" + i + ")",
                            "select pg_switch_wal()");
        }
        site.server().execute("shop", "insert into steps values (6)");
        String end = LogStream.position(site);
        LogStream.awaitStored(site, end);
        stream.end().exits(0);
        return end;
    }

    /// The whole ones, oldest first: their length stands in the name.
    private static List<Path> segments(Site site) throws Exception {
        try (Stream<Path> files = Files.walk(site.storage(ONSITE).resolve("stream"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> to(file) - from(file) == 16L << 20)
                    .sorted()
                    .toList();
        }
    }

    private static long from(Path object) {
        return Long.parseLong(object.getFileName().toString().split("-", -1)[0], 16);
    }

    private static long to(Path object) {
        return Long.parseLong(object.getFileName().toString().split("-", -1)[1], 16);
    }

    private static void harm(Harm harm, Path victim, Path another, Path foreign) throws Exception {
        assertThat(victim.toFile().setWritable(true)).isTrue();
        byte[] bytes = Files.readAllBytes(victim);
        switch (harm) {
            case DELETED -> Files.delete(victim);
            case TRUNCATED -> Files.write(victim, Arrays.copyOf(bytes, bytes.length / 2));
            case SWAPPED -> Files.write(victim, Files.readAllBytes(another));
            case OF_ANOTHER_SYSTEM -> Files.write(victim, Files.readAllBytes(foreign));
        }
    }

    private static void assertSplit(Site site, Harm harm, Path victim, String end)
            throws Exception {
        JsonNode rung = rungTwo(site, harm == Harm.DELETED ? 0 : 1);
        assertThat(rung.get("verdict").asString())
                .as("%s", rung)
                .isEqualTo(harm == Harm.DELETED ? "pass" : "fail");
        String found = rung.get("figure").asString();
        assertThat(found).contains(harm == Harm.DELETED ? "then a hole" : "stream/");

        List<JsonNode> windows = windows(site);
        assertThat(windows).as("%s %s", harm, windows).hasSize(1);
        assertThat(windows.getFirst().get("toLsn").asString())
                .isEqualTo(new Lsn(from(victim)).toString());
        JsonNode gap = gaps(site).getFirst();
        assertThat(Lsn.parse(gap.get("fromLsn").asString())).isEqualTo(new Lsn(from(victim)));
        assertThat(Lsn.parse(gap.get("toLsn").asString())).isEqualTo(new Lsn(to(victim)));
        assertThat(gap.get("reason").asString())
                .contains(harm == Harm.DELETED ? "lacks the WAL" : "is damaged here");
        site.holdfast("branch", "open", "shop", "--at", "lsn:" + end, "--from", ONSITE)
                .exits(2)
                .says("no storage has all of the WAL");
        if (harm != Harm.DELETED) {
            assertThat(rungTwo(site, 1).get("figure").asString()).contains("then a hole");
        }
        assertThat(Lsn.parse(end)).isGreaterThan(new Lsn(to(victim)));
    }

    private static JsonNode rungTwo(Site site, int exit) throws Exception {
        return site.holdfast("backup", "prove", "shop", "--storage", ONSITE, "--json")
                .exits(exit)
                .json()
                .get("proofs")
                .get(0)
                .get("rungs")
                .get(2);
    }

    private static void bringsBackWhatLiesBehindFromTheOther(Site site, String end)
            throws Exception {
        OpenedBranch branch = OpenedBranch.of(site, "--at", "lsn:" + end, "--name", "behind");
        assertThat(branch.text("storage")).isEqualTo("cloud");
        assertThat(branch.query("select max(n) from steps")).isEqualTo("6");
        site.holdfast("branch", "close", "behind").exits(0);
    }

    private static void mend(Site site) throws Exception {
        site.holdfast("vault", "heal").exits(0);
        site.holdfast("vault", "check", "--hashes").exits(0);
    }

    private static List<JsonNode> windows(Site site) throws Exception {
        return of(site, "windows");
    }

    private static List<JsonNode> gaps(Site site) throws Exception {
        return of(site, "gaps");
    }

    private static List<JsonNode> of(Site site, String what) throws Exception {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode each : site.holdfast("backup", "list", "--json").exits(0).json().get(what)) {
            if (each.get("storage").asString().equals(ONSITE)) {
                found.add(each);
            }
        }
        return found;
    }
}
