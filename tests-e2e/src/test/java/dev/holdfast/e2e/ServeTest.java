package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The daemon, over a real server.
class ServeTest {
    @TempDir Path directory;
    private Site site;

    @BeforeEach
    void prepare() throws Exception {
        site = Site.with(18, directory);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private void schedule(String... options) throws IOException {
        StringBuilder yaml = new StringBuilder(Site.yaml(site.server().port()));
        for (String option : options) {
            yaml.append("          ").append(option).append('\n');
        }
        site.configure(yaml.toString());
    }

    private int snapshots() throws Exception {
        return site.holdfast("backup", "list", "--json").exits(0).json().get("snapshots").size();
    }

    @Test
    void takesAndProvesBackupsByItselfAndTakesWorkOver() throws Exception {
        schedule("every: 6 h", "prove: {newest: daily}", "keep: {last: 8}");
        Commands.Running daemon = site.start("serve").untilItSays("prove shop@production is done");
        assertThat(snapshots()).isOne();

        Outcome handedOver = site.holdfast("backup", "run", "shop").exits(0);
        assertThat(handedOver.err()).contains("read pages");
        assertThat(snapshots()).isEqualTo(2);
        site.holdfast("serve").exits(5).says("already running");

        daemon.signal("TERM");
        assertThat(daemon.end().exits(0).err())
                .contains(
                        "stopping",
                        "wal stream shop@production began",
                        "vault sync vault is done",
                        "backup expire vault")
                .containsSubsequence(
                        "prove shop@production is done", "run shop@production is done");
        site.backup();
    }

    @Test
    void alertsWhenABackupIsDoneButAStorageIsBehind() throws Exception {
        Path away = site.directory().resolve("away");
        Files.move(site.storage("cloud"), away);
        schedule("every: 6 h");
        Commands.Running daemon =
                site.start("serve")
                        .untilItSays("ALERT backup run shop@production: storage 'cloud' is behind");
        Files.move(away, site.storage("cloud"));
        daemon.signal("TERM");
        daemon.end().exits(0);
        site.holdfast("vault", "sync").exits(0);
    }

    @Test
    void goesOnAfterAKillAndReadsAChangedFile() throws Exception {
        schedule("every: 6 h");
        Commands.Running killed =
                site.start("serve").untilItSays("backup run shop@production began");
        killed.killAfter(Duration.ZERO);
        site.backup();

        Commands.Running daemon = site.start("serve").untilItSays("serving estate");
        schedule("every: 1 h");
        daemon.untilItSays("was read anew");
        site.configure("estate: [");
        daemon.untilItSays("cannot be used");
        daemon.signal("TERM");
        daemon.end().exits(0);

        schedule();
        site.holdfast("vault", "check", "--hashes").exits(0);
    }
}
