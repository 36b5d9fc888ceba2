package dev.holdfast.engines.postgres.rescue;

import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.engines.postgres.audit.Sessions;
import dev.holdfast.engines.postgres.connect.Connector;
import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.connect.Sql;
import java.util.LinkedHashSet;
import java.util.Set;

/// The sessions of one comparison. The live one stays in a single read-only transaction, so that
/// all that is asked is of one instant. Values are written in the same way on all of them.
///
/// @param past reads the scratch server
/// @param ledger writes there, while `past` reads
record Sides(Session live, Session past, Session ledger) implements AutoCloseable {

    /// Money is written by a locale, which the scratch machine may lack. Rows that a policy hides
    /// must make the comparison fail: they would look lost.
    private static final String SETTINGS =
            Sessions.SAME_EVERYWHERE + "; SET lc_monetary = 'C'; SET row_security = off";

    /// A server notices so that nobody waits for its answer any more.
    private static final String WATCH = "; SET client_connection_check_interval = '5s'";

    static Sides open(ServerAddress live, ServerAddress past) {
        Session first = new Connector(live).open();
        try {
            Session second = new Connector(past).open();
            try {
                return begun(new Sides(first, second, new Connector(past).open()));
            } catch (RuntimeException e) {
                second.close();
                throw e;
            }
        } catch (RuntimeException e) {
            first.close();
            throw e;
        }
    }

    private static Sides begun(Sides sides) {
        try {
            sides.live.run("preparing", SETTINGS + WATCH);
            sides.live.run("preparing", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
            sides.past.run("preparing", SETTINGS);
            sides.ledger.run("preparing", SETTINGS);
            sides.ledger.run("preparing", "SET default_transaction_read_only = off");
            return sides;
        } catch (RuntimeException e) {
            sides.close();
            throw e;
        }
    }

    /// From here on names mean what they mean beside the table: the types and operators of its
    /// columns may live there, and so may what the user's condition calls.
    void lookFrom(String schema) {
        String statement = "SET search_path = " + searchPath(schema);
        live.run("preparing", statement);
        past.run("preparing", statement);
        ledger.run("preparing", statement);
    }

    static String searchPath(String schema) {
        Set<String> schemas = new LinkedHashSet<>();
        schemas.add("pg_catalog");
        schemas.add(Sql.identifier(schema));
        schemas.add("public");
        return String.join(", ", schemas);
    }

    @Override
    public void close() {
        try (live;
                past) {
            ledger.close();
        }
    }
}
