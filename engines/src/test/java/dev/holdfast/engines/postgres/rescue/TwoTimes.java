package dev.holdfast.engines.postgres.rescue;

import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.core.engine.rescue.RepairOutcome;
import dev.holdfast.core.engine.rescue.RepairStatement;
import dev.holdfast.core.engine.rescue.RescueFindings;
import dev.holdfast.core.engine.rescue.RescueOrder;
import dev.holdfast.core.engine.rescue.RowRescue.TableFiles;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.engines.postgres.audit.FingerprintRun;
import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A database as it was and as it is: two databases of one server.
final class TwoTimes {
    private final EmbeddedServer server;
    private final String past;
    private final String live;
    private final List<RepairStatement> repair = new ArrayList<>();

    private TwoTimes(EmbeddedServer server, String name) {
        this.server = server;
        this.past = name + "_past";
        this.live = name;
    }

    /// @param setup what both begin with
    static TwoTimes of(EmbeddedServer server, String name, String setup) throws Exception {
        TwoTimes times = new TwoTimes(server, name);
        server.execute("postgres", "CREATE DATABASE " + times.past);
        server.execute(times.past, setup);
        server.execute("postgres", "CREATE DATABASE " + name + " TEMPLATE " + times.past);
        return times;
    }

    TwoTimes then(String... damage) throws Exception {
        server.execute(live, damage);
        return this;
    }

    RescueOrder order(String table) {
        return new RescueOrder(
                address(live), address(past), table, Optional.empty(), false, true, true, 100_000);
    }

    RescueOrder where(String table, String condition) {
        return new RescueOrder(
                address(live),
                address(past),
                table,
                Optional.of(condition),
                false,
                true,
                true,
                100_000);
    }

    RescueOrder changed(String table) {
        return new RescueOrder(
                address(live), address(past), table, Optional.empty(), true, true, true, 100_000);
    }

    RescueOrder alone(String table) {
        return new RescueOrder(
                address(live), address(past), table, Optional.empty(), false, false, true, 0);
    }

    RescueOrder withoutTriggers(String table) {
        return new RescueOrder(
                address(live), address(past), table, Optional.empty(), false, true, false, 100_000);
    }

    private ServerAddress address(String database) {
        return new ServerAddress(
                "shop@production", server.url(database), Optional.empty(), Optional.empty());
    }

    RescueFindings compare(RescueOrder order) throws Exception {
        repair.clear();
        return new PostgresRescue().compare(order, repair::add, Progress.silent());
    }

    List<RepairStatement> repair() {
        return repair;
    }

    RepairOutcome apply() throws Exception {
        return applyTo(live);
    }

    RepairOutcome applyAs(String role) throws Exception {
        return apply(
                new ServerAddress(
                        "shop@production",
                        server.url(live, role),
                        Optional.empty(),
                        Optional.empty()));
    }

    RepairOutcome applyTo(String database) throws Exception {
        return apply(address(database));
    }

    private RepairOutcome apply(ServerAddress address) throws Exception {
        return new PostgresRescue().apply(address, repair.iterator(), 0, Progress.silent());
    }

    TableFiles files(String table) {
        return new PostgresRescue().files(address(live), table);
    }

    String live(String sql) throws Exception {
        return server.query(live, sql);
    }

    String past(String sql) throws Exception {
        return server.query(past, sql);
    }

    Map<String, String> liveRows() throws Exception {
        return rows(live);
    }

    Map<String, String> pastRows() throws Exception {
        return rows(past);
    }

    private Map<String, String> rows(String database) throws Exception {
        Map<String, String> rows = new FingerprintRun(server::connect, database).run();
        rows.keySet().removeIf(table -> table.startsWith("holdfast_rescue."));
        return rows;
    }
}
