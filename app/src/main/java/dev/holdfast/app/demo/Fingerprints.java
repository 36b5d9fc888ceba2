package dev.holdfast.app.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the rows of every table come down to, whatever their order: their number and the sum of
/// their hashes, by qualified table name.
record Fingerprints(Map<String, Fingerprint> tables) {

    private static final String TABLES =
            "select oid::regclass::text from pg_class where relkind in ('r', 'm')"
                    + " and relpersistence = 'p' and relnamespace::regnamespace::text not in"
                    + " ('pg_catalog', 'information_schema') order by 1";

    record Fingerprint(long rows, String hashes) {}

    Fingerprints {
        tables = Map.copyOf(tables);
    }

    static Fingerprints of(Connection connection) throws SQLException {
        Map<String, Fingerprint> found = new TreeMap<>();
        for (String table : tables(connection)) {
            String sql =
                    "select count(*), coalesce(sum(hash_record_extended(t, 0)), 0)::text from only "
                            + table
                            + " t";
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                found.put(table, new Fingerprint(row.getLong(1), row.getString(2)));
            }
        }
        return new Fingerprints(found);
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    long rows() {
        return tables.values().stream().mapToLong(Fingerprint::rows).sum();
    }

    /// The names of tables that differ, sorted.
    List<String> differencesFrom(Fingerprints other) {
        TreeMap<String, Fingerprint> all = new TreeMap<>(tables);
        all.putAll(other.tables);
        return all.keySet().stream()
                .filter(table ->
                        !tables.containsKey(table)
                                || !tables.get(table).equals(other.tables.get(table)))
                .toList();
    }
}
