package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.demo.Shop;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that refuses, changes or dies: the user is told what to do, and nothing is lost.
final class ServerTroubleTest {

    private static Site site;

    @BeforeAll
    static void open(@TempDir Path directory) throws Exception {
        site = Site.with(18, directory);
        new Shop(() -> site.server().connect("shop"), Shop.Size.ofMegabytes(60), 1).fill();
        site.backup();
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @BeforeEach
    void configureAsIs() throws Exception {
        site.configure(site.server().port());
    }

    @Test
    void saysWhereNobodyListens() throws Exception {
        site.configure(FreePort.number());
        site.holdfast("backup", "run", "shop").exits(4).says("127.0.0.1");
    }

    @Test
    void saysThatThePasswordIsWrong() throws Exception {
        Path rules = site.server().dataDirectory().resolve("pg_hba.conf");
        String trusting = Files.readString(rules);
        Files.writeString(
                rules,
                "host all,replication holdfast_backup 127.0.0.1/32 scram-sha-256\n"
                        + "host replication holdfast_backup 127.0.0.1/32 scram-sha-256\n"
                        + trusting);
        site.server().execute("postgres", "select pg_reload_conf()");
        try {
            Files.writeString(site.directory().resolve("wrong"), "not it\n");
            site.configure(
                    Site.yaml(site.server().port())
                            .replace(
                                    "user: holdfast_backup",
                                    "user: holdfast_backup\n"
                                            + " ".repeat(10)
                                            + "password: \"${file:wrong}\""));
            Outcome outcome = site.holdfast("backup", "run", "shop").exits(4).says("password");
            assertThat(outcome.err()).doesNotContain("not it");
        } finally {
            Files.writeString(rules, trusting);
            site.server().execute("postgres", "select pg_reload_conf()");
        }
    }

    @Test
    void printsTheGrantThatIsMissing() throws Exception {
        String function = "pg_read_binary_file(text, bigint, bigint, boolean)";
        site.server()
                .execute(
                        "shop", "revoke execute on function " + function + " from holdfast_backup");
        try {
            site.holdfast("backup", "run", "shop").exits(5).says("GRANT", "pg_read_binary_file");
        } finally {
            site.server()
                    .execute(
                            "shop",
                            "grant execute on function " + function + " to holdfast_backup");
        }
        site.backup();
    }

    @Test
    void survivesATableDroppedWhileItIsRead() throws Exception {
        site.server()
                .execute(
                        "shop",
                        "create table doomed as select g, repeat(md5(g::text), 20) as body"
                                + " from generate_series(1, 100000) g");
        site.start("backup", "run", "shop", "--full")
                .untilItSays("read pages")
                .meanwhile(() -> site.server().execute("shop", "drop table doomed", "checkpoint"))
                .end()
                .exits(0);
        Contents expected = Contents.of(site.server());
        try (Restored restored =
                Restored.latest(site, site.directory().resolve("without-doomed"))) {
            restored.contents().assertEqualTo(expected);
        }
    }

    @Test
    void endsWhenTheServerDiesAndGoesOnAfterwards() throws Exception {
        Commands.Running run =
                site.start("backup", "run", "shop", "--full")
                        .untilItSays("read pages")
                        .meanwhile(() -> site.server().kill9());
        try {
            run.end().exits(4).says("server");
        } finally {
            site.server().start();
        }
        site.holdfast("vault", "check", "--hashes").exits(0);
        site.backup();
    }

    @Test
    void refusesASecondRunMeanwhile() throws Exception {
        Commands.Running first =
                site.start("backup", "run", "shop", "--full").untilItSays("read pages");
        first.meanwhile(() ->
                site.holdfast("backup", "run", "shop").exits(5).says("holdfast operation cancel"));
        first.end().exits(0);
    }

    @Test
    void tidiesUpWhenItIsTerminated() throws Exception {
        Commands.Running run =
                site.start("backup", "run", "shop", "--full").untilItSays("read pages");
        run.meanwhile(() -> run.signal("TERM")).end().exits(130).says("cancelling");
        site.backup();
    }

    @Test
    void tellsADifferentServerFromItsOwn(@TempDir Path other) throws Exception {
        try (Site foreign = Site.bare(18, other)) {
            site.configure(foreign.server().port());
            site.holdfast("backup", "run", "shop").exits(5).says("--accept-new-server");
        }
    }
}
