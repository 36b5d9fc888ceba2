package dev.holdfast.engines.postgres.compare;

import dev.holdfast.engines.postgres.audit.Sessions;
import dev.holdfast.engines.postgres.page.RelationFile;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Which relations' files the catalogs of a restored server name. Every other file of the live
/// server is none of the snapshot's: made later, or left behind by a crash.
///
/// The catalogs are trusted because their own pages are compared too.
final class KnownRelations {

    private static final long SHARED = 0;

    private static final String DATABASES =
            "SELECT oid::bigint, datname, datallowconn AND datconnlimit <> -2 FROM pg_database";

    private static final String FILES =
            """
            SELECT pg_relation_filenode(oid)::bigint FROM pg_class
             WHERE relkind IN ('r', 'm', 't', 'i', 'S') AND relpersistence = 'p'
               AND relisshared = %s AND pg_relation_filenode(oid) IS NOT NULL
            """;

    private final Sessions sessions;
    private final Map<Long, String> databases = new HashMap<>();
    private final Map<Long, long[]> files = new HashMap<>();
    private final Set<Long> closed = new HashSet<>();

    private KnownRelations(Sessions sessions) {
        this.sessions = sessions;
    }

    static KnownRelations of(Sessions sessions) throws SQLException {
        KnownRelations known = new KnownRelations(sessions);
        try (Connection connection = sessions.open("template1");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(DATABASES)) {
            while (rows.next()) {
                if (rows.getBoolean(3)) {
                    known.databases.put(rows.getLong(1), rows.getString(2));
                } else {
                    known.closed.add(rows.getLong(1));
                }
            }
        }
        known.readAll();
        return known;
    }

    /// A database whose catalog cannot be read is compared whole: nobody can have added to it
    /// unnoticed, or the damage shows there.
    private void readAll() {
        databases.forEach((oid, name) -> {
            try (Connection connection = sessions.open(name)) {
                files.put(oid, read(connection, FILES.formatted("false")));
                if (!files.containsKey(SHARED)) {
                    files.put(SHARED, read(connection, FILES.formatted("true")));
                }
            } catch (SQLException e) {
                closed.add(oid); // reading every value tells what is wrong with it
            }
        });
    }

    private static long[] read(Connection connection, String sql) throws SQLException {
        long[] found = new long[256];
        int count = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, 2 * count);
                }
                found[count++] = rows.getLong(1);
            }
        }
        long[] sorted = Arrays.copyOf(found, count);
        Arrays.sort(sorted);
        return sorted;
    }

    boolean hold(RelationFile file) {
        long[] known = files.get(file.database());
        return known == null
                ? closed.contains(file.database())
                : Arrays.binarySearch(known, file.fileNode()) >= 0;
    }

    /// For people, such as `shop: public.orders`; empty where it cannot be told.
    String name(RelationFile file) {
        String database =
                databases.getOrDefault(
                        file.database(), file.database() == SHARED ? "template1" : "");
        if (database.isEmpty()) {
            return "";
        }
        try (Connection connection = sessions.open(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(nameOf(file))) {
            return rows.next() ? database + ": " + rows.getString(1) : "";
        } catch (SQLException e) {
            return ""; // the file's name must do
        }
    }

    private static String nameOf(RelationFile file) {
        return """
        SELECT n.nspname || '.' || c.relname FROM pg_class c
          JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE pg_relation_filenode(c.oid) = %d
        """
                .formatted(file.fileNode());
    }
}
