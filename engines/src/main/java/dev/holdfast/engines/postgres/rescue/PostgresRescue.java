package dev.holdfast.engines.postgres.rescue;

import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.core.engine.WalVisitor.RowPlace;
import dev.holdfast.core.engine.rescue.RepairOutcome;
import dev.holdfast.core.engine.rescue.RepairStatement;
import dev.holdfast.core.engine.rescue.RescueFindings;
import dev.holdfast.core.engine.rescue.RescueOrder;
import dev.holdfast.core.engine.rescue.RowComparison;
import dev.holdfast.core.engine.rescue.RowRescue;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.operation.Workers;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.connect.Connector;
import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.connect.Sql;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Rescue on PostgreSQL. Safe for many threads.
public final class PostgresRescue implements RowRescue {

    private interface Work<T> {
        T run() throws InterruptedException;
    }

    @Override
    public RescueFindings compare(
            RescueOrder order, Consumer<RepairStatement> repair, Progress progress)
            throws InterruptedException {
        return interruptibly(() -> {
            try (Sides sides = Sides.open(order.live(), order.past())) {
                return new RescueRun(order, sides, repair, progress).run();
            }
        });
    }

    @Override
    public String condition(List<RowComparison> comparisons) {
        return comparisons.stream().map(PostgresRescue::sql).collect(Collectors.joining(" AND "));
    }

    private static String sql(RowComparison comparison) {
        String column = Sql.identifier(comparison.column());
        return switch (comparison.operator()) {
            case NULL -> column + " IS NULL";
            case NOT_NULL -> column + " IS NOT NULL";
            case EQUAL, DIFFERENT, LESS, AT_MOST, GREATER, AT_LEAST ->
                    "%s %s %s"
                            .formatted(
                                    column,
                                    comparison.operator().word(),
                                    Sql.literal(comparison.value()));
        };
    }

    @Override
    public RepairOutcome apply(
            ServerAddress live, Iterator<RepairStatement> repair, long rows, Progress progress)
            throws InterruptedException {
        progress.step("repair, in one transaction");
        progress.expect(rows, Progress.Unit.ITEMS);
        return interruptibly(() -> new RepairRun(live, progress.done()).run(repair));
    }

    @Override
    public TableFiles files(ServerAddress server, String table) {
        try (Session session = new Connector(server).open()) {
            long database =
                    session.one(
                            "asking for the database",
                            "SELECT oid FROM pg_database WHERE datname = current_database()",
                            row -> row.getLong(1));
            Set<Long> nodes =
                    new TableFinder(session)
                            .find(table)
                            .map(found -> nodes(session, found.oid()))
                            .orElse(Set.of());
            return new TableFiles(database, nodes);
        }
    }

    @Override
    public List<StoredRow> rows(ServerAddress server, String table, String where, int most)
            throws InterruptedException {
        try (Session session = new Connector(server).open()) {
            TableFinder finder = new TableFinder(session);
            TableFinder.Found found =
                    finder.find(table).orElseThrow(() -> finder.unknown(table, server.label()));
            List<StoredRow> rows =
                    WrongCondition.explained(
                            table,
                            () ->
                                    session.list(
                                            "choosing rows",
                                            chosen(found, where, most + 1),
                                            STORED_ROW));
            if (rows.size() > most) {
                throw new HoldfastException(
                        ProblemCode.USAGE,
                        "more than %d rows of %s meet the condition".formatted(most, table),
                        "narrow it, or leave out --where: then every transaction is listed");
            }
            return rows;
        }
    }

    /// The user's names mean the table's columns; a line comment at its end harms nothing.
    private static String chosen(TableFinder.Found table, String where, int most) {
        String alias = Sql.identifier(table.name());
        return "SELECT pg_relation_filenode(%1$s.tableoid), (%1$s.ctid::text::point)[0]::int8, (%1$s.ctid::text::point)[1]::int FROM %2$s AS %1$s WHERE (\n%3$s\n) LIMIT %4$d"
                .formatted(alias, table.sql(), where, most);
    }

    private static final Session.Row<StoredRow> STORED_ROW =
            row -> new StoredRow(row.getLong(1), new RowPlace(row.getLong(2), row.getInt(3)));

    private static Set<Long> nodes(Session session, long table) {
        return Set.copyOf(
                session.list(
                        "asking for its files",
                        "SELECT pg_relation_filenode(c.oid) FROM pg_class c WHERE c.relkind = 'r'"
                                + " AND c.oid IN (SELECT %1$d UNION SELECT relid FROM pg_partition_tree(%1$d))"
                                        .formatted(table),
                        row -> row.getLong(1)));
    }

    /// On a virtual thread an interrupt ends a call that waits for a server.
    private static <T> T interruptibly(Work<T> work) throws InterruptedException {
        AtomicReference<T> result = new AtomicReference<>();
        Workers.runOnVirtualThreads(
                "rescue",
                1,
                List.of(work),
                () ->
                        new Workers.Worker<Work<T>>() {
                            @Override
                            public void work(Work<T> item) throws InterruptedException {
                                result.set(item.run());
                            }

                            @Override
                            public void close() {}
                        });
        return result.get();
    }
}
