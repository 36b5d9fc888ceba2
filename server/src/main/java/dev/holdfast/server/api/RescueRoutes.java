package dev.holdfast.server.api;

import dev.holdfast.core.access.Role;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.moment.MomentText;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.rescue.Condition;
import dev.holdfast.practices.backup.rescue.FindChanges;
import dev.holdfast.practices.backup.rescue.RepairFile;
import dev.holdfast.practices.backup.rescue.RescueDocument;
import dev.holdfast.practices.backup.rescue.RescueReport;
import dev.holdfast.practices.backup.rescue.RescueRows;
import dev.holdfast.server.api.Starting.Ending;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Lost rows: the transaction that is guilty, the comparison with a moment before, and the repair
/// as SQL. Nothing is repaired from here: that is typed, with its guards, on the command line.
final class RescueRoutes implements AutoCloseable {
    private static final long MOST_ROWS_OF_OTHER_TABLES = 100_000;

    private final InstantSource clock;
    private final KeptRescues kept = new KeptRescues();

    RescueRoutes(InstantSource clock) {
        this.clock = clock;
    }

    List<Route> all() {
        return List.of(
                Route.post(
                        "/api/v1/databases/{database}/searches",
                        "Searches the stored log for what deleted or replaced rows: table, where, since",
                        Accepted.class,
                        this::search),
                Route.post(
                        "/api/v1/databases/{database}/rescues",
                        "Compares a table with a moment: table, at, where, changed, storage",
                        Accepted.class,
                        this::compare),
                Route.get(
                                "/api/v1/rescues/{id}",
                                "What the comparison of that operation found, with keys of rows",
                                RescueDocument.class,
                                call -> RescueDocument.of(mine(call).report(), Optional.empty()))
                        .needs(Role.OPERATOR),
                Route.get(
                                "/api/v1/rescues/{id}/repair",
                                "What brings the rows back, as SQL for psql",
                                Download.class,
                                this::repair)
                        .needs(Role.OPERATOR));
    }

    private Accepted search(Call call) throws InterruptedException {
        Deployment of = Permission.toSee(call, call.path("database"));
        JsonNode body = call.body();
        return new Accepted(
                Starting.begin(
                        call,
                        new FindChanges(
                                of.label(),
                                table(body),
                                RowConditions.of(body.path("where")),
                                Call.text(body, "since").map(this::moment),
                                storage(call, body))));
    }

    private Accepted compare(Call call) throws InterruptedException {
        Deployment of = Permission.toSee(call, call.path("database"));
        JsonNode body = call.body();
        String at = moment(Call.text(body, "at").orElseThrow(RescueRoutes::momentMissing));
        Condition where = RowConditions.of(body.path("where"));
        RescueRows.Extent extent =
                new RescueRows.Extent(
                        body.path("changed").asBoolean(false),
                        true,
                        true,
                        MOST_ROWS_OF_OTHER_TABLES);
        String table = table(body);
        Optional<String> storage = storage(call, body);
        RepairFile repair = RepairFile.create(call.workshop().state());
        return new Accepted(
                Starting.begin(
                        call,
                        new RescueRows(
                                of.label(), table, at, storage, where, extent, repair.path()),
                        new Keeps(kept, repair)));
    }

    private record Keeps(KeptRescues kept, RepairFile repair) implements Ending<RescueReport> {
        @Override
        public void done(String operation, RescueReport report) {
            kept.add(operation, report, repair);
        }

        @Override
        public void failed() {
            repair.close();
        }
    }

    private KeptRescues.Kept mine(Call call) {
        KeptRescues.Kept found = kept.find(call.path("id"));
        Permission.toSee(call, found.report().database());
        return found;
    }

    /// The journal remembers who took values of rows away.
    private Download repair(Call call) {
        KeptRescues.Kept found = mine(call);
        RescueReport report = found.report();
        call.journal("backup rescue download", report.database(), clock.instant());
        return new Download(
                "application/sql",
                "repair-" + call.path("id") + ".sql",
                out -> found.repair().writeSql(out, report.heading()));
    }

    private String moment(String text) {
        return MomentText.parse(text, clock.instant()).toString();
    }

    private static Optional<String> storage(Call call, JsonNode body) {
        return Call.text(body, "storage")
                .map(name -> call.workshop().estate().storage(name).name());
    }

    private static String table(JsonNode body) {
        return Call.text(body, "table")
                .filter(text -> text.getBytes(StandardCharsets.UTF_8).length < 300)
                .orElseThrow(() ->
                        new HoldfastException(
                                ProblemCode.USAGE,
                                "no table is named",
                                "name it as SQL writes it: orders, public.orders"));
    }

    private static HoldfastException momentMissing() {
        return new HoldfastException(
                ProblemCode.USAGE,
                "as of when is not said",
                "name a moment before it happened, such as 10 min ago");
    }

    @Override
    public void close() {
        kept.close();
    }
}
