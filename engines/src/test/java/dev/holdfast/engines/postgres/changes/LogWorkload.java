package dev.holdfast.engines.postgres.changes;

import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Everything that changes relations in a way that its log tells in a form of its own.
final class LogWorkload {
    private final EmbeddedServer live;
    private final Set<Long> aborted = new HashSet<>();

    LogWorkload(EmbeddedServer live) {
        this.live = live;
    }

    void before() throws Exception {
        live.execute(
                "postgres",
                "ALTER SYSTEM SET wal_keep_size = '2GB'",
                "SELECT pg_reload_conf()",
                "CREATE DATABASE doomed",
                "CREATE TABLE still AS SELECT i, repeat('s', 100) FROM generate_series(1, 50000) i",
                "CREATE TABLE busy AS SELECT i, repeat('b', 100) t FROM generate_series(1, 50000) i",
                "CREATE INDEX ON busy (i)",
                "CREATE TABLE tail AS SELECT i, repeat('t', 100) t FROM generate_series(1, 20000) i",
                "CREATE TABLE emptied AS SELECT i FROM generate_series(1, 20000) i",
                "CREATE TABLE rewritten AS SELECT i FROM generate_series(1, 20000) i",
                "CREATE TABLE gone AS SELECT i FROM generate_series(1, 20000) i",
                "CREATE TABLE wide (i int, j jsonb)",
                "INSERT INTO wide SELECT i, jsonb_build_object('a', i) FROM generate_series(1, 9000) i",
                "CREATE INDEX ON wide USING gin (j)",
                "CREATE SEQUENCE counter",
                "CREATE UNLOGGED TABLE unlogged (i int)",
                "VACUUM");
    }

    void after() throws Exception {
        List<String> statements =
                new ArrayList<>(
                        List.of(
                                "SET enable_seqscan = off",
                                "UPDATE busy SET t = 'x' WHERE i IN (7, 4000, 33000, 49999)",
                                "INSERT INTO busy SELECT i, repeat('n', 100) FROM generate_series(50001, 52000) i",
                                "DELETE FROM tail WHERE i > 5000",
                                "VACUUM tail",
                                "INSERT INTO tail SELECT i, 'again' FROM generate_series(1, 3000) i",
                                "TRUNCATE emptied",
                                "VACUUM FULL rewritten",
                                "DROP TABLE gone",
                                "SELECT pg_switch_wal()",
                                "UPDATE wide SET j = j || '{\"b\": 1}' WHERE i % 50 = 0",
                                "REINDEX TABLE wide",
                                "SELECT nextval('counter') FROM generate_series(1, 100)",
                                "INSERT INTO unlogged SELECT generate_series(1, 100)",
                                "TRUNCATE unlogged",
                                "CREATE TABLE fresh AS SELECT i FROM generate_series(1, 1000) i",
                                "SELECT lo_from_bytea(0, convert_to(repeat('x', 100000), 'UTF8'))",
                                "DROP DATABASE doomed",
                                "CREATE DATABASE made",
                                "CHECKPOINT",
                                "UPDATE busy SET t = 'y' WHERE i BETWEEN 100 AND 300"));
        if (live.majorVersion() >= 15) {
            statements.add("CREATE DATABASE copied STRATEGY file_copy");
        }
        live.execute("postgres", statements.toArray(String[]::new));
        abort();
    }

    /// What a transaction that was rolled back did to relations of its own.
    private void abort() throws Exception {
        live.execute(
                "postgres",
                "CREATE TABLE remembered (node oid)",
                """
                DO $$
                DECLARE node oid;
                BEGIN
                    BEGIN
                        CREATE TABLE aborted AS SELECT i FROM generate_series(1, 5000) i;
                        node := pg_relation_filenode('aborted');
                        RAISE EXCEPTION 'back';
                    EXCEPTION WHEN raise_exception THEN
                        INSERT INTO remembered VALUES (node);
                    END;
                END $$
                """);
        aborted.add(Long.parseLong(live.query("postgres", "SELECT node FROM remembered")));
    }

    Set<Long> aborted() {
        return aborted;
    }
}
