package dev.holdfast.engines.postgres.audit;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;

/// What a server says when it cannot do something, judged: the data's fault, or this machine's.
///
/// Only the message is kept. DETAIL and CONTEXT can carry row values, and so can the messages of
/// class 22 (data exception), of which only the part before the value is kept.
///
/// @param words the server's own
public record Complaint(Kind kind, String words) {

    public enum Kind {
        /// What was stored cannot be read back or contradicts itself.
        DAMAGE,
        /// This environment is not able to judge it.
        LACKING,
        /// The session ended: the server crashed, or was stopped.
        LOST
    }

    private static final String CRASH_OF_ANOTHER = "57P02";

    public static Complaint of(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return new Complaint(kind(state, message(e)), words(state, message(e)));
    }

    /// Whether another session's crash ended this one.
    static boolean isBystander(SQLException e) {
        return CRASH_OF_ANOTHER.equals(e.getSQLState());
    }

    private static Kind kind(String state, String message) {
        if (state.startsWith("08") || state.startsWith("57P")) {
            return Kind.LOST;
        }
        if (message.contains("could not access file")
                || message.contains("could not load library")
                || message.contains("locale")
                || message.contains("collation")) {
            return Kind.LACKING;
        }
        boolean storage = state.startsWith("XX") || state.startsWith("58");
        boolean value = state.startsWith("22") && !state.equals("22012");
        return storage || value ? Kind.DAMAGE : Kind.LACKING;
    }

    private static String words(String state, String message) {
        int colon = message.indexOf(':');
        return state.startsWith("22") && colon > 0 ? message.substring(0, colon) : message;
    }

    private static String message(SQLException e) {
        if (e instanceof PSQLException server && server.getServerErrorMessage() != null) {
            String message = server.getServerErrorMessage().getMessage();
            if (message != null) {
                return firstLine(message);
            }
        }
        return firstLine(String.valueOf(e.getMessage()));
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
