package dev.holdfast.engines.postgres.audit;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Collations of one database whose version here is not the one that the indexes were built with:
/// such an index does not find everything on this machine. Version 14 does not record it for the
/// database's own collation.
///
/// @param others their oids
public record Collations(List<Long> others) {

    private static final String OTHERS =
            """
            SELECT oid FROM pg_collation
             WHERE collversion <> pg_collation_actual_version(oid)
            """;

    private static final String DATABASES_OWN =
            """
            UNION ALL
            SELECT 100::oid FROM pg_database
             WHERE datname = current_database()
               AND datcollversion <> pg_database_collation_actual_version(oid)
            """;

    private static final String INDEXES =
            "SELECT count(*) FROM pg_index WHERE indcollation::oid[] && ?";

    public Collations {
        others = List.copyOf(others);
    }

    public static Collations of(Connection connection) throws SQLException {
        boolean databaseToo = connection.getMetaData().getDatabaseMajorVersion() >= 15;
        List<Long> found = new ArrayList<>();
        try (PreparedStatement statement =
                        connection.prepareStatement(databaseToo ? OTHERS + DATABASES_OWN : OTHERS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getLong(1));
            }
        }
        return new Collations(found);
    }

    /// How many indexes depend on them.
    public long indexes(Connection connection) throws SQLException {
        if (others.isEmpty()) {
            return 0;
        }
        Array oids = connection.createArrayOf("oid", others.toArray());
        try (PreparedStatement statement = connection.prepareStatement(INDEXES)) {
            statement.setArray(1, oids);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } finally {
            oids.free();
        }
    }
}
