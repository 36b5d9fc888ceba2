package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.core.engine.Lsn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A server that nobody uses for minutes stays idle, and its recovery point young; what it then
/// writes at once is stored whole.
@Tag("full")
final class IdleThenBurstTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final long SEGMENT = 16L << 20;

    @Test
    void losesNothingOfTheBurst(@TempDir Path directory) throws Exception {
        try (Site site = Site.with(18, directory)) {
            site.backup();
            LogStream stream = LogStream.start(site);
            Lsn before = position(site);
            Instant begun = Instant.now();
            await("signs of life for two minutes of idleness")
                    .atMost(LONG)
                    .pollInterval(Duration.ofSeconds(5))
                    .until(() -> recoveryPoint(site).isAfter(begun.plusSeconds(120)));
            assertThat(position(site).value() - before.value()).isLessThan(SEGMENT / 4);

            site.server()
                    .execute(
                            "shop",
                            "create table burst as select g, repeat(md5(g::text), 20) filler"
                                    + " from generate_series(1, 200000) g");
            Lsn end = position(site);
            assertThat(end.value() - before.value()).isGreaterThan(6 * SEGMENT);
            stream.awaitStored();
            stream.end().exits(0);
            for (String storage : new String[] {"onsite", "cloud"}) {
                assertThat(new StoredLog(site, storage).wholeUpTo())
                        .as(storage)
                        .isGreaterThanOrEqualTo(end);
            }
            assertThat(site.holdfast("backup", "list", "--json").exits(0).json().get("gaps"))
                    .isEmpty();
        }
    }

    private static Lsn position(Site site) throws Exception {
        return Lsn.parse(site.server().query("postgres", "select pg_current_wal_flush_lsn()"));
    }

    private static Instant recoveryPoint(Site site) throws Exception {
        Instant oldest = Instant.MAX;
        for (JsonNode point :
                site.holdfast("backup", "list", "--json").exits(0).json().get("recoveryPoints")) {
            Instant at = Instant.parse(point.get("at").asString());
            oldest = at.isBefore(oldest) ? at : oldest;
        }
        return oldest;
    }
}
