package dev.holdfast.engines.postgres.connect;

import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.secret.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.PGProperty;

/// Opens connections to the server that one address names. Several hosts are tried in order, until
/// one is reached that `target_session_attrs` accepts; whoever needs more than one connection asks
/// for the others [#at] the same host. Safe for many threads.
public final class Connector {

    private static final int CONNECT_SECONDS = 10;
    private static final int LOGIN_SECONDS = 30;

    /// What every session starts with. The search path keeps other people's functions out of our
    /// queries; work memory keeps lists of files and blocks out of the server's temporary files.
    private static final String SETTINGS =
            """
            SET search_path = pg_catalog;
            SET statement_timeout = 0;
            SET idle_session_timeout = 0;
            SET idle_in_transaction_session_timeout = 0;
            SET lock_timeout = '10s';
            SET standard_conforming_strings = on;
            SET client_min_messages = warning;
            SET default_transaction_read_only = on;
            SET jit = off;
            SET max_parallel_workers_per_gather = 0;
            SET work_mem = '256MB'
            """;

    private static final String REPLICATION_SETTINGS =
            "SET search_path = pg_catalog; SET wal_sender_timeout = '5min'";

    private final String label;
    private final ConnectionUrl url;
    private final ServerAddress address;
    private final String user;
    private final String database;

    public Connector(ServerAddress address) {
        this.address = address;
        label = address.label();
        url = ConnectionUrl.parse(label, address.url());
        user = address.user().or(url::user).orElseGet(() -> System.getProperty("user.name"));
        database = url.database().orElse(user);
    }

    public String label() {
        return label;
    }

    /// How long a read may stay without an answer before the connection counts as lost.
    ///
    /// @param patience zero waits for ever
    public record Kind(boolean replication, Duration patience) {
        /// For statements that may take as long as a checkpoint.
        public static final Kind PATIENT = new Kind(false, Duration.ZERO);

        /// For reading files.
        public static final Kind READER = new Kind(false, Duration.ofMinutes(5));

        /// For the replication protocol. It names a database, so that the same line of
        /// `pg_hba.conf` lets it in as every other connection.
        public static final Kind REPLICATION = new Kind(true, Duration.ZERO);

        int atMost(int seconds) {
            return patience.isZero() ? seconds : Math.clamp(patience.toSeconds(), 1, seconds);
        }
    }

    /// Tries the hosts in order.
    public Session open() {
        return open(Kind.PATIENT);
    }

    /// Tries the hosts in order.
    public Session open(Kind kind) {
        List<HoldfastException> refusals = new ArrayList<>();
        for (String attributes : passes()) {
            for (HostPort host : url.hosts()) {
                Optional<Session> session = tryHost(host, attributes, kind, refusals);
                if (session.isPresent()) {
                    return session.get();
                }
            }
        }
        throw together(refusals);
    }

    private List<String> passes() {
        String wanted = url.options().getOrDefault("target_session_attrs", "any");
        return wanted.equals("prefer-standby") ? List.of("standby", "any") : List.of(wanted);
    }

    private Optional<Session> tryHost(
            HostPort host, String attributes, Kind kind, List<HoldfastException> refusals) {
        try {
            Session session = at(host, kind);
            if (accepts(session, attributes)) {
                return Optional.of(session);
            }
            session.close();
            refusals.add(notOfTheKind(host));
        } catch (HoldfastException e) {
            refusals.add(e);
        }
        return Optional.empty();
    }

    public Session at(HostPort host, Kind kind) {
        return at(host, kind, database);
    }

    /// @param database another one than the address names
    public Session at(HostPort host, Kind kind, String database) {
        Login login = login(host, database);
        try {
            Connection connection = connect(host, kind, database, login);
            return new Session(connection, label, host, user, database);
        } catch (SQLException e) {
            throw ServerProblems.connecting(
                    new ServerProblems.Attempt(
                            label, host, user, database, kind.replication(), login.hint()),
                    e);
        }
    }

    private Connection connect(HostPort host, Kind kind, String database, Login login)
            throws SQLException {
        String jdbc =
                "jdbc:postgresql://"
                        + host
                        + "/"
                        + URLEncoder.encode(database, StandardCharsets.UTF_8);
        Connection connection = DriverManager.getConnection(jdbc, properties(kind, login));
        try (Statement statement = connection.createStatement()) {
            statement.execute(kind.replication() ? REPLICATION_SETTINGS : SETTINGS);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    private Properties properties(Kind kind, Login login) {
        Properties properties = new Properties();
        PGProperty.APPLICATION_NAME.set(properties, "holdfast");
        PGProperty.CONNECT_TIMEOUT.set(properties, kind.atMost(CONNECT_SECONDS));
        properties.putAll(DriverOptions.translate(label, url.options()));
        PGProperty.USER.set(properties, user);
        PGProperty.PASSWORD.set(properties, login.password());
        PGProperty.LOGIN_TIMEOUT.set(properties, kind.atMost(LOGIN_SECONDS));
        PGProperty.SOCKET_TIMEOUT.set(properties, (int) kind.patience().toSeconds());
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
        PGProperty.PREPARE_THRESHOLD.set(properties, 0);
        if (kind.replication()) {
            PGProperty.REPLICATION.set(properties, "database");
            PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
            PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
        }
        return properties;
    }

    /// @param password empty for none, so that the driver does not look for one in its own way
    /// @param hint what to do when it is wrong
    private record Login(String password, String hint) {}

    private Login login(HostPort host, String database) {
        if (address.password().isPresent()) {
            Secret secret = address.password().get();
            return new Login(
                    secret.reveal(), "see whether " + secret + " holds the role's password");
        }
        PasswordFile file = PasswordFile.standard(url.options().get("passfile"));
        return switch (file.find(host, database, user)) {
            case PasswordFile.Found.Password(String text) ->
                    new Login(text, "see the line for " + host + " in " + file.path());
            case PasswordFile.Found.Nothing() ->
                    new Login(
                            "",
                            "give it in holdfast.yaml as password: \"${env:NAME}\", or add a line"
                                    + " to "
                                    + file.path());
            case PasswordFile.Found.Unusable(String reason, String remedy) ->
                    new Login("", reason + "; " + remedy);
        };
    }

    private boolean accepts(Session session, String attributes) {
        return switch (attributes) {
            case "any" -> true;
            case "read-write", "primary" -> !isStandby(session);
            case "read-only", "standby" -> isStandby(session);
            default ->
                    throw new HoldfastException(
                            ProblemCode.CONFIGURATION_INVALID,
                            label + ": target_session_attrs '" + attributes + "' is not known",
                            "write any, primary, standby, read-write, read-only or"
                                    + " prefer-standby");
        };
    }

    private static boolean isStandby(Session session) {
        return session.one(
                "asking for its role", "SELECT pg_is_in_recovery()", row -> row.getBoolean(1));
    }

    private HoldfastException notOfTheKind(HostPort host) {
        return new HoldfastException(
                ProblemCode.SERVER_UNREACHABLE,
                label
                        + " ("
                        + host
                        + ") is not what target_session_attrs="
                        + url.options().get("target_session_attrs")
                        + " asks for",
                "name another host, or another target_session_attrs");
    }

    private static HoldfastException together(List<HoldfastException> refusals) {
        HoldfastException last = refusals.getLast();
        if (refusals.size() == 1) {
            return last;
        }
        List<String> messages =
                refusals.stream().map(refusal -> refusal.problem().message()).toList();
        Problem problem =
                new Problem(
                        last.problem().code(), String.join("; ", messages), last.problem().hint());
        return new HoldfastException(problem, last);
    }
}
