package dev.holdfast.journal;

import dev.holdfast.core.alert.Alert;
import dev.holdfast.core.alert.AlertStore;
import dev.holdfast.core.alert.Notice;
import dev.holdfast.core.alert.RouteStore;
import dev.holdfast.core.alert.Silence;
import dev.holdfast.core.health.Health;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Alerts and what is to be said of them, in `alerts.db` of the state directory.
public final class SqliteAlerts implements AlertStore, AutoCloseable {
    private static final String ALERT =
            "id, database, check_, state, message, hint, opened, seen, told, acknowledged, resolved";
    private static final String NOTICE =
            "id, route, kind, alert, database, check_, state, message, hint, opened, created,"
                    + " attempts, due, problem";

    private final StateFile file;

    private SqliteAlerts(StateFile file) {
        this.file = file;
    }

    /// Opens the file in `directory`, which is made where it is missing. `STATE_UNUSABLE` when that
    /// cannot be done.
    public static SqliteAlerts open(Path directory) {
        return new SqliteAlerts(StateFile.open(directory, StateForm.ALERTS));
    }

    @Override
    public List<Alert> open() {
        return alerts("where resolved is null order by opened");
    }

    @Override
    public List<Alert> newest(int limit) {
        return alerts("order by resolved is null desc, opened desc limit ?", limit);
    }

    private List<Alert> alerts(String which, Object... values) {
        return file.read(connection ->
                Statements.list(
                        connection,
                        SqliteAlerts::alert,
                        "select " + ALERT + " from alert " + which,
                        values));
    }

    @Override
    public void record(List<Alert> alerts, List<Notice> notices) {
        if (alerts.isEmpty() && notices.isEmpty()) {
            return;
        }
        file.write(connection -> {
            for (Alert alert : alerts) {
                put(connection, alert);
            }
            for (Notice notice : notices) {
                put(connection, notice);
            }
            return alerts.size();
        });
    }

    /// Somebody may have acknowledged it meanwhile: that stays.
    private static void put(Connection connection, Alert alert) throws SQLException {
        Statements.execute(
                connection,
                "insert into alert ("
                        + ALERT
                        + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (id) do update set state = excluded.state,"
                        + " message = excluded.message, hint = excluded.hint, seen = excluded.seen,"
                        + " told = excluded.told, resolved = excluded.resolved",
                alert.id(),
                alert.database(),
                alert.check(),
                alert.state().word(),
                alert.message(),
                alert.hint(),
                alert.opened(),
                alert.seen(),
                alert.told(),
                alert.acknowledged(),
                alert.resolved());
    }

    private static void put(Connection connection, Notice notice) throws SQLException {
        Statements.execute(
                connection,
                "insert into notice (route, kind, alert, database, check_, state, message, hint,"
                        + " opened, created, attempts, due) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
                notice.route(),
                notice.kind().word(),
                notice.alert(),
                notice.database(),
                notice.check(),
                notice.state().word(),
                notice.message(),
                notice.hint(),
                notice.opened(),
                notice.created(),
                notice.due());
    }

    @Override
    public List<Alert> acknowledge(String check, String database, String by) {
        String which =
                "resolved is null and acknowledged is null and (check_ = ? or ? = '*')"
                        + " and (database = ? or ? = '*')";
        return file.write(connection -> {
            List<Alert> found =
                    Statements.list(
                            connection,
                            SqliteAlerts::alert,
                            "select " + ALERT + " from alert where " + which,
                            check,
                            check,
                            database,
                            database);
            Statements.execute(
                    connection,
                    "update alert set acknowledged = ? where " + which,
                    by,
                    check,
                    check,
                    database,
                    database);
            return found;
        });
    }

    @Override
    public List<Notice> due(String route, Instant now, int limit) {
        return file.read(connection ->
                Statements.list(
                        connection,
                        SqliteAlerts::notice,
                        "select "
                                + NOTICE
                                + " from notice where accepted is null and route = ? and due <= ?"
                                + " order by id limit ?",
                        route,
                        now,
                        limit));
    }

    @Override
    public void accepted(List<Notice> notices, Instant at) {
        file.write(connection -> {
            for (Notice notice : notices) {
                Statements.execute(
                        connection, "update notice set accepted = ? where id = ?", at, notice.id());
            }
            return notices.size();
        });
    }

    @Override
    public void failed(List<Notice> notices, String problem, Instant next) {
        file.write(connection -> {
            for (Notice notice : notices) {
                Statements.execute(
                        connection,
                        "update notice set attempts = attempts + 1, problem = ?, due = ?"
                                + " where id = ?",
                        problem,
                        next,
                        notice.id());
            }
            return notices.size();
        });
    }

    @Override
    public Optional<Instant> waitingSince(String route) {
        return file.read(connection ->
                Statements.list(
                                connection,
                                row -> Statements.time(row, 1),
                                "select created from notice where accepted is null and attempts > 0"
                                        + " and route = ? order by created limit 1",
                                route)
                        .stream()
                        .findFirst());
    }

    @Override
    public Silence silence(Silence silence) {
        return file.write(connection ->
                Statements.list(
                                connection,
                                SqliteAlerts::silence,
                                "insert into silence (check_, database, until, reason, by_)"
                                        + " values (?, ?, ?, ?, ?)"
                                        + " returning id, check_, database, until, reason, by_",
                                silence.check(),
                                silence.database(),
                                silence.until(),
                                silence.reason(),
                                silence.by())
                        .getFirst());
    }

    @Override
    public List<Silence> silences(Instant now) {
        return file.read(connection ->
                Statements.list(
                        connection,
                        SqliteAlerts::silence,
                        "select id, check_, database, until, reason, by_ from silence"
                                + " where until > ? order by until",
                        now));
    }

    @Override
    public boolean endSilence(long id) {
        return file.write(connection ->
                Statements.execute(connection, "delete from silence where id = ?", id) > 0);
    }

    @Override
    public List<Alert> withIds(List<String> ids) {
        return ids.stream().flatMap(id -> alerts("where id = ?", id).stream()).toList();
    }

    @Override
    public RouteStore routes() {
        return new SqliteRoutes(file);
    }

    @Override
    public void tidy(Instant before) {
        file.write(connection ->
                Statements.execute(connection, "delete from notice where accepted < ?", before)
                        + Statements.execute(
                                connection, "delete from alert where resolved < ?", before)
                        + Statements.execute(
                                connection, "delete from silence where until < ?", before)
                        + Statements.execute(
                                connection, "delete from alert_link where created < ?", before));
    }

    private static Alert alert(ResultSet row) throws SQLException {
        return new Alert(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                health(row.getString(4)),
                row.getString(5),
                row.getString(6),
                Statements.time(row, 7),
                Statements.time(row, 8),
                Statements.timeIf(row, 9),
                Optional.ofNullable(row.getString(10)),
                Statements.timeIf(row, 11));
    }

    private static Notice notice(ResultSet row) throws SQLException {
        return new Notice(
                row.getLong(1),
                row.getString(2),
                Notice.Kind.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                health(row.getString(7)),
                row.getString(8),
                row.getString(9),
                Statements.time(row, 10),
                Statements.time(row, 11),
                row.getInt(12),
                Statements.time(row, 13),
                Optional.ofNullable(row.getString(14)));
    }

    private static Silence silence(ResultSet row) throws SQLException {
        return new Silence(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                Statements.time(row, 4),
                row.getString(5),
                row.getString(6));
    }

    private static Health health(String word) {
        return Health.valueOf(word.toUpperCase(Locale.ROOT));
    }

    @Override
    public void close() {
        file.close();
    }
}
