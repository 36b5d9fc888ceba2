package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.app.demo.Shop;
import dev.holdfast.app.demo.Traffic;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// A proof covers the log behind its snapshot too: it is read record by record and replayed, to a
/// transaction picked at random and to its end, while the live server goes on.
final class ProofOfTheWindowTest {

    private static final Duration LONG = Duration.ofMinutes(3);

    @Test
    void followsTheLogToItsEnd(@TempDir Path directory) throws Exception {
        proveAWindow(18, directory);
    }

    @Tag("full")
    @ParameterizedTest(name = "postgresql {0}")
    @ValueSource(ints = {14, 15, 16, 17})
    void followsTheLogOnAllVersions(int majorVersion, @TempDir Path directory) throws Exception {
        proveAWindow(majorVersion, directory);
    }

    private static void proveAWindow(int majorVersion, Path directory) throws Exception {
        try (Site site = Site.with(majorVersion, directory)) {
            new Shop(() -> site.server().connect("shop"), Shop.Size.ofMegabytes(5), 1).fill();
            String snapshot = site.backup();
            Commands.Running stream = site.start("wal", "stream", "shop");
            try (Traffic traffic = Traffic.start(() -> site.server().connect("shop"), 200, 1)) {
                awaitStored(site);
                provesUnderTraffic(site, snapshot);
                assertThat(traffic.committed()).isPositive();
            }
            awaitStored(site);
            stream.signal("INT");
            stream.end().exits(0);
            findsDamageInTheLog(site);
        }
    }

    private static void provesUnderTraffic(Site site, String snapshot) throws Exception {
        JsonNode proof =
                site.holdfast("backup", "prove", "shop", "--storage", "onsite", "--json")
                        .exits(0)
                        .json()
                        .get("proofs")
                        .get(0);
        assertThat(proof.get("snapshot").asString()).isEqualTo(snapshot);
        assertThat(figure(proof, 2)).startsWith("pass").contains("the end of the stored log");
        assertThat(figure(proof, 3)).startsWith("pass").contains("picked at random");
        assertThat(figure(proof, 4)).startsWith("pass");
        assertThat(figure(proof, 5)).doesNotStartWith("fail");
        assertThat(figure(proof, 6)).doesNotStartWith("fail");
    }

    private static String figure(JsonNode proof, int rung) {
        JsonNode found = proof.get("rungs").get(rung);
        return found.get("verdict").asString() + " " + found.get("figure").asString();
    }

    private static void findsDamageInTheLog(Site site) throws Exception {
        damageOneInTheMiddle(site.storage("onsite"));
        JsonNode proof =
                site.holdfast("backup", "prove", "shop", "--storage", "onsite", "--json")
                        .exits(1)
                        .json()
                        .get("proofs")
                        .get(0);
        assertThat(proof.get("verdict").asString()).isEqualTo("failed");
        assertThat(figure(proof, 2)).startsWith("fail").contains("stream/");
        site.holdfast("backup", "prove", "shop", "--storage", "cloud").exits(0);
    }

    private static void damageOneInTheMiddle(Path storage) throws Exception {
        Path largest;
        try (Stream<Path> objects = Files.walk(storage.resolve("stream"))) {
            largest =
                    objects.filter(Files::isRegularFile)
                            .max(Comparator.comparingLong(path -> path.toFile().length()))
                            .orElseThrow();
        }
        assertThat(largest.toFile().setWritable(true)).isTrue();
        try (RandomAccessFile object = new RandomAccessFile(largest.toFile(), "rw")) {
            object.seek(object.length() / 2);
            int old = object.read();
            object.seek(object.length() / 2);
            object.write(old ^ 0xFF);
        }
    }

    private static void awaitStored(Site site) throws Exception {
        String position = site.server().query("postgres", "select pg_current_wal_flush_lsn()");
        await("stored up to " + position)
                .atMost(LONG)
                .until(() ->
                        site.server()
                                .query(
                                        "postgres",
                                        "select bool_or(restart_lsn >= '%s') from pg_replication_slots where not temporary"
                                                .formatted(position))
                                .equals("t"));
    }
}
