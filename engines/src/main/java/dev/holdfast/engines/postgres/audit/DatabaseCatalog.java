package dev.holdfast.engines.postgres.audit;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What there is to check in one database, largest first. Shared relations belong to every database
/// and are listed with one of them.
record DatabaseCatalog(Connection connection, boolean withShared) {

    /// Partitioned tables and indexes hold nothing themselves; foreign tables hold nothing here.
    private static final String RELATIONS =
            """
            SELECT c.oid,
                   quote_ident(n.nspname) || '.' || quote_ident(c.relname),
                   CASE WHEN o.oid IS NULL THEN n.nspname || '.' || c.relname
                        ELSE 'TOAST of ' || om.nspname || '.' || o.relname END,
                   c.relkind::text, c.relam = 2, pg_relation_size(c.oid)
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_class o ON c.relkind = 't' AND o.reltoastrelid = c.oid
              LEFT JOIN pg_namespace om ON om.oid = o.relnamespace
             WHERE c.relkind IN ('r', 'm', 't', 'S') AND c.relpersistence <> 't'
               AND c.relispopulated AND (NOT c.relisshared OR ?)
             ORDER BY 6 DESC, 1
            """;

    private static final String INDEXES =
            """
            SELECT i.indexrelid, n.nspname || '.' || c.relname,
                   NOT (i.indcollation::oid[] && ?), pg_relation_size(c.oid)
              FROM pg_index i
              JOIN pg_class c ON c.oid = i.indexrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_am a ON a.oid = c.relam
             WHERE a.amname = 'btree' AND c.relkind = 'i' AND c.relpersistence = 'p'
               AND i.indisvalid AND i.indisready AND i.indislive
               AND (NOT c.relisshared OR ?)
             ORDER BY 4 DESC, 1
            """;

    List<Target> relations() throws SQLException {
        List<Target> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(RELATIONS)) {
            statement.setBoolean(1, withShared);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(
                            new Target.Relation(
                                    rows.getLong(1),
                                    rows.getString(2),
                                    rows.getString(3),
                                    rows.getString(4).charAt(0),
                                    rows.getBoolean(5),
                                    rows.getLong(6)));
                }
            }
        }
        return found;
    }

    /// @param otherCollations oids of those that sort differently here
    List<Target> indexes(List<Long> otherCollations) throws SQLException {
        List<Target> found = new ArrayList<>();
        Array others = connection.createArrayOf("oid", otherCollations.toArray());
        try (PreparedStatement statement = connection.prepareStatement(INDEXES)) {
            statement.setArray(1, others);
            statement.setBoolean(2, withShared);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(
                            new Target.Index(
                                    rows.getLong(1),
                                    "index " + rows.getString(2),
                                    rows.getBoolean(3),
                                    rows.getLong(4)));
                }
            }
        } finally {
            others.free();
        }
        return found;
    }
}
