package dev.holdfast.engines.postgres.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.core.engine.Server;
import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.engine.SnapshotSettings;
import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SnapshotTest {

    private static final String FINGERPRINT =
            "SELECT count(*) || ' ' || sum(hashtextextended(t::text, 0)) FROM accounts t";

    @TempDir private Path directory;

    @Test
    void aCopyStartsAndHoldsWhatWasCommittedBeforeTheStop() throws Exception {
        aCopyStartsAndHoldsWhatWasCommittedBeforeTheStop(17, false);
    }

    @Test
    void aCopyReadFromTheDataDirectoryDoesToo() throws Exception {
        aCopyStartsAndHoldsWhatWasCommittedBeforeTheStop(18, true);
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 18})
    void aCopyStarts(int majorVersion) throws Exception {
        aCopyStartsAndHoldsWhatWasCommittedBeforeTheStop(majorVersion, false);
    }

    private void aCopyStartsAndHoldsWhatWasCommittedBeforeTheStop(
            int majorVersion, boolean directRead) throws Exception {
        String fingerprint;
        try (EmbeddedServer live =
                EmbeddedServer.start(majorVersion, directory.resolve("live"), Map.of())) {
            SourceFixture.grant(live);
            live.execute(
                    "postgres",
                    "CREATE TABLE accounts AS SELECT i, md5(i::text) m FROM generate_series(1,"
                            + " 300000) i",
                    "CREATE UNLOGGED TABLE scratch AS SELECT * FROM accounts");
            Copy copy = new Copy(directory.resolve("copy/data"));
            try (Server server = SourceFixture.connect(live, SourceFixture.ROLE)) {
                ServerFacts facts = server.facts();
                try (PhysicalSource source =
                        server.beginSnapshot(new SnapshotSettings("test", true, directRead))) {
                    assertThat(source.start().reading())
                            .startsWith(directRead ? "from the data directory" : "over SQL");
                    copy.take(
                            source,
                            facts.walSegmentBytes(),
                            () -> live.execute("postgres", "UPDATE accounts SET i = -i"));
                }
            }
            assertThat(copy.damaged).isEmpty();
            fingerprint = live.query("postgres", FINGERPRINT);
        }
        try (EmbeddedServer restored =
                EmbeddedServer.start(majorVersion, directory.resolve("copy"), Map.of())) {
            assertThat(restored.query("postgres", FINGERPRINT)).isEqualTo(fingerprint);
            assertThat(restored.query("postgres", "SELECT count(*) FROM scratch")).isEqualTo("0");
        }
    }
}
