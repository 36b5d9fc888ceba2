package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import dev.holdfast.vault.Proof;
import dev.holdfast.vault.Proof.Rung;
import dev.holdfast.vault.Proof.RungVerdict;
import dev.holdfast.vault.Proof.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the live server does between a snapshot and its proof is no damage of the snapshot.
final class LiveComparisonTest {

    private static final int PAGES = 5;
    private static final int ROWS = 6;

    @TempDir private Path directory;
    private ProofSite site;

    @BeforeEach
    void open() throws Exception {
        site = ProofSite.on(18, true, directory);
        fill(site.server());
    }

    private static void fill(EmbeddedServer server) throws Exception {
        for (String table :
                List.of("kept", "dropped", "truncated", "rewritten", "widened", "late", "locked")) {
            server.execute(
                    "shop",
                    "create table %s (id int primary key, body text)".formatted(table),
                    "insert into %s select g, md5(g::text) from generate_series(1, 2000) g"
                            .formatted(table));
        }
        server.execute(
                "shop",
                "create table kinds as select g as id, point(g, -g) as spot,"
                        + " json_build_object('n', g) as doc from generate_series(1, 2000) g",
                "create unlogged table unlogged as select * from kept",
                "select lo_from_bytea(0, decode(repeat('ab', 100000), 'hex'))",
                "vacuum",
                "checkpoint");
        server.execute("postgres", "create database gone");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void whatHappensMeanwhileIsNoDamage() throws Exception {
        assertNoFalseAlarm(site);
        aMissingGrantLeavesTheRungOut();
        aServerThatIsAwayLeavesBothRungsOut();
    }

    @Tag("full")
    @ParameterizedTest(name = "postgresql {0}")
    @ValueSource(ints = {14, 15, 16, 17})
    void whatHappensMeanwhileIsNoDamageOnAllVersions(int majorVersion, @TempDir Path other)
            throws Exception {
        for (boolean checksums : new boolean[] {true, false}) {
            Path place = Files.createDirectory(other.resolve("" + checksums));
            try (ProofSite older = ProofSite.on(majorVersion, checksums, place)) {
                fill(older.server());
                assertNoFalseAlarm(older);
            }
        }
    }

    private static void assertNoFalseAlarm(ProofSite site) throws Exception {
        EmbeddedServer server = site.server();
        try (Connection open = server.connect("shop");
                Statement late = open.createStatement()) {
            open.setAutoCommit(false);
            late.execute("insert into late select g, 'late' from generate_series(3000, 3010) g");
            late.execute("delete from late where id < 10");
            late.execute("select * from locked where id < 500 for update");
            server.execute("shop", "checkpoint");
            site.backUp(List.of());
            open.commit();
        }
        server.execute(
                "shop",
                "drop table dropped",
                "truncate truncated",
                "vacuum full rewritten",
                "alter table widened add column more int not null default 7",
                "create table made as select g as id, int4range(g, g + 1) as span"
                        + " from generate_series(1, 500) g",
                "create index on made using gist (span)",
                "insert into unlogged select id + 5000, body from kept",
                "create temporary table passing as select * from kept");
        server.execute("postgres", "drop database gone", "create database added template shop");
        Proof proof = site.prove();
        assertThat(proof.verdict()).as("%s", proof.rungs()).isNotEqualTo(Verdict.FAILED);
        assertThat(proof.rungs().get(PAGES).verdict())
                .as("%s", proof.rungs().get(PAGES))
                .isEqualTo(RungVerdict.PASS);
        assertThat(proof.rungs().get(ROWS).figure()).contains("MB changed since");
    }

    private void aMissingGrantLeavesTheRungOut() throws Exception {
        site.server().execute("shop", "revoke pg_read_all_data from " + ProofSite.ROLE);
        Proof proof = site.prove();
        assertThat(proof.verdict()).isEqualTo(Verdict.PARTIAL);
        Rung rows = proof.rungs().get(ROWS);
        assertThat(rows.verdict()).isEqualTo(RungVerdict.NOT_RUN);
        assertThat(rows.figure()).contains("GRANT pg_read_all_data TO " + ProofSite.ROLE + ";");
        assertThat(proof.rungs().get(PAGES).verdict()).isEqualTo(RungVerdict.PASS);
    }

    private void aServerThatIsAwayLeavesBothRungsOut() throws Exception {
        site.server().close();
        Proof proof = site.prove();
        assertThat(proof.verdict()).isEqualTo(Verdict.PARTIAL);
        for (int rung : List.of(PAGES, ROWS)) {
            assertThat(proof.rungs().get(rung).verdict()).isEqualTo(RungVerdict.NOT_RUN);
            assertThat(proof.rungs().get(rung).figure()).contains("shop@production");
        }
    }

    @Tag("full")
    @Test
    void aServerThatChangedMostOfItselfLeavesBothRungsOut() throws Exception {
        site.backUp(List.of());
        site.server()
                .execute(
                        "shop",
                        "create table large as select g as id, repeat('x', 500) as body"
                                + " from generate_series(1, 100) g",
                        "update kept set body = 'other'",
                        "update late set body = 'other'",
                        "update locked set body = 'other'",
                        "update widened set body = 'other'",
                        "update rewritten set body = 'other'",
                        "update dropped set body = 'other'");
        Rung rows = site.prove().rungs().get(ROWS);
        assertThat(rows.verdict()).isEqualTo(RungVerdict.NOT_RUN);
        assertThat(rows.figure()).contains("changed since");
    }
}
