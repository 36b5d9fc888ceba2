package dev.holdfast.engines.postgres.connect;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// The one place that turns what the driver or the server refused into problems. Only the server's
/// primary message is passed on: DETAIL may hold values of rows.
public final class ServerProblems {

    private ServerProblems() {}

    /// @param passwordHint how this login's password is found, for people
    record Attempt(
            String label,
            HostPort host,
            String user,
            String database,
            boolean replication,
            String passwordHint) {
        String subject() {
            return label + " (" + host + ")";
        }
    }

    /// A connection that could not be opened. The driver wraps an interrupt in a failure of its
    /// own.
    static HoldfastException connecting(Attempt attempt, SQLException e) {
        if (Thread.currentThread().isInterrupted()) {
            return new HoldfastException(
                    ProblemCode.OPERATION_CANCELLED,
                    attempt.subject() + ": connecting was cancelled",
                    "",
                    e);
        }
        return switch (state(e)) {
            case "28P01" ->
                    loginFailed(
                            attempt,
                            e,
                            "password authentication failed for role \"" + attempt.user() + "\"",
                            attempt.passwordHint());
            case "28000" -> refused(attempt, e);
            case "3D000" ->
                    loginFailed(
                            attempt,
                            e,
                            "database \"" + attempt.database() + "\" does not exist",
                            "name an existing database at the end of the URL; psql -l lists them");
            case "42501" -> denied(attempt, e);
            case "53300" ->
                    loginFailed(
                            attempt,
                            e,
                            "no connection is left: " + words(e),
                            "raise max_connections, max_wal_senders or the role's CONNECTION"
                                    + " LIMIT, or end sessions that are not needed");
            case "57P03" ->
                    unreachable(
                            attempt,
                            e,
                            words(e),
                            "wait until the server accepts connections, then try again");
            default -> withoutAnswer(attempt, e);
        };
    }

    /// A statement that failed on an open connection. An interrupt that closed the connection is a
    /// cancel, not a loss.
    public static HoldfastException running(String label, String what, SQLException e) {
        if (Thread.currentThread().isInterrupted()) {
            return new HoldfastException(
                    ProblemCode.OPERATION_CANCELLED, label + ": " + what + " was cancelled", "", e);
        }
        String state = state(e);
        String subject = label + ": " + what + " failed: ";
        if (isLost(e)) {
            return new HoldfastException(
                    ProblemCode.SERVER_LOST,
                    label + ": the connection was lost during " + what + ": " + words(e),
                    "look into the server's log for the reason (a restart, a crash, a network"
                            + " break), then run the command again",
                    e);
        }
        if (state.equals("42501")) {
            return new HoldfastException(
                    ProblemCode.SERVER_GRANT_MISSING,
                    subject + words(e),
                    "holdfast check lists every missing GRANT",
                    e);
        }
        return new HoldfastException(
                ProblemCode.SERVER_UNSUITABLE,
                subject + words(e) + " (SQLSTATE " + state + ")",
                "holdfast check tells what the server lacks; its log says more",
                e);
    }

    /// Whether the session is gone, rather than one statement refused.
    public static boolean isLost(SQLException e) {
        String state = state(e);
        return state.startsWith("08")
                || state.equals("57P01")
                || state.equals("57P02")
                || state.equals("57P05")
                || state.equals("25P03")
                || e.getCause() instanceof IOException;
    }

    /// The SQLSTATE behind a problem; empty when the server did not give one.
    public static String state(HoldfastException problem) {
        SQLException e = cause(problem, SQLException.class);
        return e == null ? "" : state(e);
    }

    /// What the server said behind a problem.
    public static String words(HoldfastException problem) {
        SQLException e = cause(problem, SQLException.class);
        return e == null ? problem.problem().message() : words(e);
    }

    /// The server's primary message, or what the operating system said.
    public static String words(SQLException e) {
        ServerErrorMessage server = serverMessage(e);
        if (server != null && server.getMessage() != null) {
            return server.getMessage();
        }
        if (e.getCause() instanceof UnknownHostException) {
            return "the host name is not known";
        }
        if (e.getCause() instanceof SocketTimeoutException) {
            return "no answer in time";
        }
        if (e.getCause() instanceof IOException cause && cause.getMessage() != null) {
            return firstLine(cause.getMessage());
        }
        return firstLine(String.valueOf(e.getMessage()));
    }

    private static HoldfastException denied(Attempt attempt, SQLException e) {
        if (attempt.replication()) {
            return new HoldfastException(
                    ProblemCode.SERVER_GRANT_MISSING,
                    attempt.subject()
                            + ": role "
                            + attempt.user()
                            + " may not use replication: "
                            + words(e),
                    "ALTER ROLE " + Sql.identifier(attempt.user()) + " REPLICATION;",
                    e);
        }
        return loginFailed(
                attempt,
                e,
                words(e),
                "GRANT CONNECT ON DATABASE "
                        + Sql.identifier(attempt.database())
                        + " TO "
                        + Sql.identifier(attempt.user())
                        + ";");
    }

    private static HoldfastException refused(Attempt attempt, SQLException e) {
        String words = words(e);
        if (words.contains("pg_hba.conf")) {
            return loginFailed(
                    attempt,
                    e,
                    words,
                    "add to the server's pg_hba.conf, then SELECT pg_reload_conf():"
                            + " hostssl "
                            + attempt.database()
                            + " "
                            + attempt.user()
                            + " THIS_MACHINE/32 scram-sha-256");
        }
        return loginFailed(
                attempt,
                e,
                words,
                "CREATE ROLE "
                        + Sql.identifier(attempt.user())
                        + " LOGIN REPLICATION PASSWORD '…';");
    }

    private static HoldfastException withoutAnswer(Attempt attempt, SQLException e) {
        if (cause(e, SSLException.class) != null || words(e).contains("SSL")) {
            return unreachable(
                    attempt,
                    e,
                    "TLS could not be agreed on: " + words(e),
                    "give the server's root certificate: sslmode=verify-full&sslrootcert=/path, or"
                            + " switch TLS on in the server (ssl = on)");
        }
        if (e.getCause() == null && serverMessage(e) == null && words(e).contains("password")) {
            return loginFailed(
                    attempt,
                    e,
                    "the server asks for a password and none is set",
                    attempt.passwordHint());
        }
        return unreachable(
                attempt,
                e,
                words(e),
                "see whether the server runs and listens there: nc -vz "
                        + attempt.host().host()
                        + " "
                        + attempt.host().port());
    }

    private static HoldfastException loginFailed(
            Attempt attempt, SQLException e, String what, String hint) {
        return new HoldfastException(
                ProblemCode.SERVER_LOGIN_FAILED,
                "login to " + attempt.subject() + " was refused: " + what,
                hint,
                e);
    }

    private static HoldfastException unreachable(
            Attempt attempt, SQLException e, String what, String hint) {
        return new HoldfastException(
                ProblemCode.SERVER_UNREACHABLE,
                attempt.subject() + " cannot be reached: " + what,
                hint,
                e);
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    private static @Nullable ServerErrorMessage serverMessage(SQLException e) {
        return e instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
    }

    private static <T extends Throwable> @Nullable T cause(Throwable e, Class<T> type) {
        Throwable at = e;
        for (int depth = 0; at != null && depth < 10; depth++, at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
