package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import dev.holdfast.testkit.engine.PageDamage;
import dev.holdfast.vault.Proof;
import dev.holdfast.vault.Proof.RungVerdict;
import dev.holdfast.vault.Proof.Verdict;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What can be wrong with a page in a backup, with and without checksums: a byte of a row, of an
/// index, of a TOASTed value; zeros; a page as it once was. Each is found while the live server
/// goes on changing, and nothing is found where nothing is wrong.
final class DamageMatrixTest {

    private static final int PAGE_BYTES = 8192;
    private static final int STALE_PAGE = 3;

    /// Damaged on purpose, and what finds it.
    ///
    /// @param rungs those that must say so, without checksums
    private record Damaged(PageDamage damage, Set<Integer> rungs) {}

    @ParameterizedTest(name = "checksums {0}")
    @ValueSource(booleans = {true, false})
    void findsEveryDamageAndNothingElse(boolean checksums, @TempDir Path directory)
            throws Exception {
        try (ProofSite site = ProofSite.on(18, checksums, directory)) {
            Map<String, Damaged> matrix = prepare(site.server());
            try (BusyTable busy = BusyTable.on(site.server())) {
                site.backUp(List.of());
                busy.awaitMoreUpdates();
                assertProven(site.prove());

                site.backUp(matrix.values().stream().map(Damaged::damage).toList());
                busy.awaitMoreUpdates();
                Proof proof = site.prove();
                assertThat(proof.verdict()).isEqualTo(Verdict.FAILED);
                matrix.forEach((table, damaged) -> assertNamed(proof, table, damaged, checksums));
            }
        }
    }

    @Tag("full")
    @ParameterizedTest(name = "postgresql {0}, checksums {1}")
    @CsvSource({
        "14,true",
        "14,false",
        "15,true",
        "15,false",
        "16,true",
        "16,false",
        "17,true",
        "17,false",
        "18,true",
        "18,false"
    })
    void findsEachDamageAlone(int majorVersion, boolean checksums, @TempDir Path directory)
            throws Exception {
        try (ProofSite site = ProofSite.on(majorVersion, checksums, directory)) {
            Map<String, Damaged> matrix = prepare(site.server());
            try (BusyTable busy = BusyTable.on(site.server())) {
                for (Map.Entry<String, Damaged> each : matrix.entrySet()) {
                    site.backUp(List.of(each.getValue().damage()));
                    Proof proof = site.prove();
                    assertThat(proof.verdict()).as(each.getKey()).isEqualTo(Verdict.FAILED);
                    assertNamed(proof, each.getKey(), each.getValue(), checksums);
                }
                site.backUp(List.of());
                busy.awaitMoreUpdates();
                assertProven(site.prove());
            }
        }
    }

    private static Map<String, Damaged> prepare(EmbeddedServer server) throws Exception {
        for (String table : List.of("bytes", "zeroed", "stale", "indexed", "toasted")) {
            server.execute(
                    "shop",
                    "create table %s (id int primary key, body text)".formatted(table),
                    "alter table %s alter body set storage external".formatted(table),
                    "insert into %s select g, md5(g::text) from generate_series(1, 4000) g"
                            .formatted(table));
        }
        server.execute(
                "shop",
                "update toasted set body = repeat(md5(id::text), 300) where id <= 40",
                "vacuum",
                "checkpoint");
        byte[] former = page(server, path(server, "stale"), STALE_PAGE);
        server.execute(
                "shop",
                "update stale set body = 'changed' where ctid >= '(%d,0)' and ctid < '(%d,0)'"
                        .formatted(STALE_PAGE, STALE_PAGE + 1),
                "vacuum",
                "checkpoint");
        Map<String, Damaged> matrix = new LinkedHashMap<>();
        matrix.put("bytes", new Damaged(PageDamage.flip(path(server, "bytes"), 2, -6), Set.of(6)));
        matrix.put(
                "indexed",
                new Damaged(PageDamage.flip(path(server, "indexed_pkey"), 1, -8), Set.of(4)));
        matrix.put("toasted", new Damaged(PageDamage.flip(toast(server), 2, -40), Set.of(6)));
        matrix.put(
                "zeroed", new Damaged(PageDamage.zeros(path(server, "zeroed"), 2), Set.of(5, 6)));
        matrix.put(
                "stale",
                new Damaged(
                        PageDamage.stale(path(server, "stale"), STALE_PAGE, former), Set.of(5, 6)));
        return matrix;
    }

    private static String path(EmbeddedServer server, String relation) throws SQLException {
        return server.query("shop", "select pg_relation_filepath('%s')".formatted(relation));
    }

    private static String toast(EmbeddedServer server) throws SQLException {
        return server.query(
                "shop",
                "select pg_relation_filepath(reltoastrelid) from pg_class where relname = 'toasted'");
    }

    private static byte[] page(EmbeddedServer server, String path, int page) throws Exception {
        byte[] bytes = new byte[PAGE_BYTES];
        try (RandomAccessFile file =
                new RandomAccessFile(server.dataDirectory().resolve(path).toFile(), "r")) {
            file.seek((long) page * PAGE_BYTES);
            file.readFully(bytes);
        }
        return bytes;
    }

    private static void assertProven(Proof proof) {
        assertThat(proof.rungs().subList(0, 7))
                .as("%s", proof.rungs())
                .allMatch(rung -> rung.verdict() == RungVerdict.PASS);
        assertThat(proof.verdict()).isEqualTo(Verdict.PROVEN);
    }

    /// With checksums rung 1 sees what changed bytes of a page; zeros and former pages are valid.
    private static void assertNamed(Proof proof, String table, Damaged damaged, boolean checksums) {
        if (checksums && !damaged.rungs().contains(5)) {
            assertThat(proof.rungs().get(1).figure())
                    .contains(damaged.damage().path() + " page " + damaged.damage().page());
            return;
        }
        for (int rung : damaged.rungs()) {
            assertThat(proof.rungs().get(rung).verdict()).isEqualTo(RungVerdict.FAIL);
            assertThat(proof.rungs().get(rung).figure()).as("rung %d", rung).contains(table);
        }
    }
}
