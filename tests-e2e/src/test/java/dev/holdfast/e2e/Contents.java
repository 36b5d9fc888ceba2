package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a server holds, whatever the order of its rows: for every table, materialized view and
/// large object of every database, a count and a sum of hashes.
record Contents(Map<String, String> facts) {

    private static final String DATABASES =
            "select datname from pg_database where datallowconn and not datistemplate order by 1";
    private static final String RELATIONS =
            """
            select oid::regclass::text from pg_class
             where relkind in ('r', 'm') and relpersistence = 'p'
               and relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema',
                   'pg_toast')
             order by 1\
            """;
    private static final String SHARED =
            """
            select (select string_agg(rolname || rolsuper || coalesce(rolpassword, ''), ','
                        order by rolname) from pg_authid)
                || (select string_agg(spcname, ',' order by spcname) from pg_tablespace)
                || (select string_agg(datname, ',' order by datname) from pg_database)\
            """;

    interface Opener {
        Connection open(String database) throws SQLException;
    }

    static Contents of(EmbeddedServer server) throws SQLException {
        return of(server::connect);
    }

    static Contents of(Opener opener) throws SQLException {
        Map<String, String> facts = new TreeMap<>();
        for (String database : column(opener, "postgres", DATABASES)) {
            try (Connection connection = opener.open(database)) {
                for (String relation : column(connection, RELATIONS)) {
                    facts.put(database + "." + relation, fingerprint(connection, relation));
                }
                facts.put(
                        database + " large objects",
                        column(
                                        connection,
                                        "select count(*) || ' ' || coalesce(sum(hashtextextended("
                                                + "encode(lo_get(oid), 'hex'), oid::int8)), 0)"
                                                + " from pg_largeobject_metadata")
                                .getFirst());
            }
        }
        facts.put("shared", column(opener, "postgres", SHARED).getFirst());
        return new Contents(facts);
    }

    private static String fingerprint(Connection connection, String relation) throws SQLException {
        return column(
                        connection,
                        "select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0)"
                                + " from "
                                + relation
                                + " t")
                .getFirst();
    }

    private static List<String> column(Opener opener, String database, String sql)
            throws SQLException {
        try (Connection connection = opener.open(database)) {
            return column(connection, sql);
        }
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    /// Without what belongs to `database`.
    Contents without(String database) {
        Map<String, String> rest = new TreeMap<>(facts);
        rest.keySet()
                .removeIf(
                        name -> name.startsWith(database + ".") || name.startsWith(database + " "));
        return new Contents(rest);
    }

    void assertEqualTo(Contents expected) {
        assertThat(facts).containsExactlyInAnyOrderEntriesOf(expected.facts);
    }
}
