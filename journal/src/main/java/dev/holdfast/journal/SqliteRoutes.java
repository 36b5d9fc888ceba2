package dev.holdfast.journal;

import dev.holdfast.core.alert.AlertLink;
import dev.holdfast.core.alert.RouteStore;
import dev.holdfast.core.alert.RouteTest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is known of the routes, as rows of `alerts.db`.
record SqliteRoutes(StateFile file) implements RouteStore {

    @Override
    public void tested(RouteTest test) {
        file.write(connection ->
                Statements.execute(
                        connection,
                        "insert or replace into route_test (route, at, accepted, problem)"
                                + " values (?, ?, ?, ?)",
                        test.route(),
                        test.at(),
                        test.isAccepted() ? 1 : 0,
                        test.problem()));
    }

    @Override
    public List<RouteTest> tests() {
        return file.read(connection ->
                Statements.list(
                        connection,
                        SqliteRoutes::test,
                        "select t.route, t.at, t.accepted, t.problem, r.at from route_test t"
                                + " left join route_receipt r on r.route = t.route"));
    }

    private static RouteTest test(ResultSet row) throws SQLException {
        return new RouteTest(
                row.getString(1),
                Statements.time(row, 2),
                row.getBoolean(3),
                row.getString(4),
                Statements.timeIf(row, 5));
    }

    @Override
    public Optional<Instant> receivedAt(String route) {
        return file.read(connection ->
                Statements.list(
                                connection,
                                row -> Statements.time(row, 1),
                                "select at from route_receipt where route = ?",
                                route)
                        .stream()
                        .findFirst());
    }

    @Override
    public void add(AlertLink link) {
        file.write(connection ->
                Statements.execute(
                        connection,
                        "insert into alert_link (hash, route, alerts, created) values (?, ?, ?, ?)",
                        link.hash(),
                        link.route(),
                        String.join(" ", link.alerts()),
                        link.created()));
    }

    @Override
    public void remove(AlertLink link) {
        file.write(connection ->
                Statements.execute(
                        connection, "delete from alert_link where hash = ?", link.hash()));
    }

    @Override
    public Optional<AlertLink> link(String hash) {
        return file.read(connection ->
                Statements.list(
                                connection,
                                SqliteRoutes::link,
                                "select hash, route, alerts, created, received from alert_link"
                                        + " where hash = ?",
                                hash)
                        .stream()
                        .findFirst());
    }

    private static AlertLink link(ResultSet row) throws SQLException {
        String alerts = row.getString(3);
        return new AlertLink(
                row.getString(1),
                row.getString(2),
                alerts.isEmpty() ? List.of() : List.of(alerts.split(" ", -1)),
                Statements.time(row, 4),
                Statements.timeIf(row, 5));
    }

    @Override
    public boolean received(AlertLink link, String by, Instant at) {
        return file.write(connection -> {
            int followed =
                    Statements.execute(
                            connection,
                            "update alert_link set received = ? where hash = ?"
                                    + " and received is null",
                            at,
                            link.hash());
            if (followed == 0) {
                return false;
            }
            Statements.execute(
                    connection,
                    "insert or replace into route_receipt (route, at) values (?, ?)",
                    link.route(),
                    at);
            for (String alert : link.alerts()) {
                Statements.execute(
                        connection,
                        "update alert set acknowledged = ? where id = ? and resolved is null"
                                + " and acknowledged is null",
                        by,
                        alert);
            }
            return true;
        });
    }
}
