package dev.holdfast.e2e;

import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What servers do to their files besides changing pages: everything that a reader of files can get
/// wrong, once before the first snapshot and once between snapshots.
final class Workload {

    private static final String MOST = "most";
    private static final String ROWS = "insert into %s select g, repeat(md5(g::text), 4) from";

    private final EmbeddedServer server;
    private final Path tablespace;

    /// @param tablespace an empty directory that belongs to the server's user
    Workload(EmbeddedServer server, Path tablespace) {
        this.server = server;
        this.tablespace = tablespace;
    }

    void begin() throws SQLException {
        server.execute("postgres", "create database " + MOST);
        server.execute(
                "postgres", "create tablespace elsewhere location '%s'".formatted(tablespace));
        for (String table :
                List.of(
                        "truncated",
                        "vacuumed",
                        "clustered",
                        "dropped",
                        "shrunk",
                        "moved",
                        "still",
                        "reindexed")) {
            server.execute(
                    MOST,
                    "create table %s (id bigint primary key, body text)".formatted(table),
                    ROWS.formatted(table) + " generate_series(1, 6000) g");
        }
        server.execute(
                MOST,
                "create unlogged table unlogged (id bigint primary key, body text)",
                ROWS.formatted("unlogged") + " generate_series(1, 1000) g",
                "create table toasted (id bigint primary key, body text)",
                "alter table toasted alter body set storage external",
                "insert into toasted select g, repeat(md5(g::text), 900)"
                        + " from generate_series(1, 200) g",
                "create table kinds (id int, words tsvector, span int4range, spot point, doc jsonb,"
                        + " raw json)",
                "create index on kinds using gin (words)",
                "create index on kinds using gist (span)",
                "create index on kinds using spgist (spot)",
                "create index on kinds using brin (id)",
                "create index on kinds using hash (id)",
                kinds(1, 3000),
                "create table parts (id bigint, at date) partition by range (at)",
                "create table parts_old partition of parts for values from (minvalue)"
                        + " to ('2026-01-01')",
                "create table parts_new partition of parts for values from ('2026-01-01')"
                        + " to (maxvalue)",
                "insert into parts select g, date '2025-06-01' + (g % 400)::int"
                        + " from generate_series(1, 5000) g",
                "create materialized view counted as select count(*) from parts",
                "create table far (id bigint primary key, body text) tablespace elsewhere",
                ROWS.formatted("far") + " generate_series(1, 3000) g",
                "select lo_from_bytea(4711, decode(repeat('ab', 300000), 'hex'))",
                "select lo_from_bytea(4712, decode(repeat('cd', 100000), 'hex'))",
                "create sequence tickets",
                "select nextval('tickets') from generate_series(1, 100)");
    }

    private static String kinds(int first, int last) {
        return """
        insert into kinds select g, to_tsvector('simple', md5(g::text)),
            int4range(g, g + 10), point(g, -g), jsonb_build_object('n', g),
            json_build_object('n', g)
          from generate_series(%d, %d) g\
        """
                .formatted(first, last);
    }

    /// @param round makes names and rows differ from the round before
    void goOn(int round) throws SQLException {
        server.execute(
                MOST,
                "truncate truncated",
                ROWS.formatted("truncated") + " generate_series(1, %d) g".formatted(500 * round),
                "delete from vacuumed where id % 3 = 0",
                "vacuum full vacuumed",
                "update clustered set body = reverse(body) where id % 7 = 0",
                "cluster clustered using clustered_pkey",
                "drop table if exists dropped",
                "create table again_%d (id bigint primary key, body text)".formatted(round),
                ROWS.formatted("again_" + round) + " generate_series(1, 2000) g",
                "delete from shrunk where id > %d".formatted(5000 / (round + 1)),
                "vacuum (truncate) shrunk",
                "alter table moved set tablespace %s"
                        .formatted(round % 2 == 1 ? "elsewhere" : "pg_default"),
                "reindex table reindexed",
                "update toasted set body = repeat(md5((id + %d)::text), 800) where id %% 5 = 0"
                        .formatted(round),
                "delete from kinds where id % 11 = 0",
                kinds(3000 * round + 1, 3000 * round + 500),
                "update far set body = body || 'x' where id % 10 = 0",
                "refresh materialized view counted",
                "insert into parts select g, date '2026-02-01' from generate_series(1, 300) g",
                "select lo_put(4711, 1000, decode('0102030405', 'hex'))",
                "select lo_unlink(4712) where exists"
                        + " (select 1 from pg_largeobject_metadata where oid = 4712)",
                "select lo_from_bytea(%d, decode(repeat('ef', 50000), 'hex'))"
                        .formatted(5000 + round),
                "select nextval('tickets') from generate_series(1, 70)");
        for (String statement : databases(round)) {
            server.execute("postgres", statement);
        }
        server.execute(
                "copied_" + round,
                "update shrunk set body = 'copy' where id < 100",
                "create table own as select g from generate_series(1, 1000) g");
    }

    private List<String> databases(int round) {
        List<String> statements = new ArrayList<>();
        if (server.majorVersion() >= 15) {
            statements.add(
                    "create database copied_%d template most strategy file_copy".formatted(round));
            statements.add(
                    "create database logged_%d template most strategy wal_log".formatted(round));
        } else {
            statements.add("create database copied_%d template most".formatted(round));
        }
        statements.add("drop database if exists copied_" + (round - 1));
        return statements;
    }

    static Path emptyTablespace(Path directory, EmbeddedServer server) throws Exception {
        Path made = Files.createDirectories(directory);
        Object owner = Files.getAttribute(server.dataDirectory(), "unix:uid");
        Files.setAttribute(made, "unix:uid", owner);
        return made;
    }
}
