package dev.holdfast.engines.postgres.rescue;

import dev.holdfast.core.engine.rescue.RepairStatement;
import dev.holdfast.core.engine.rescue.RescueFindings;
import dev.holdfast.core.engine.rescue.RescueFindings.TableRepair;
import dev.holdfast.core.engine.rescue.RescueFindings.Target;
import dev.holdfast.core.engine.rescue.RescueOrder;
import dev.holdfast.core.engine.rescue.SeenRows;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.copy.TextCopy;
import dev.holdfast.engines.postgres.rescue.Ledger.Role;
import dev.holdfast.engines.postgres.rescue.RepairWriter.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One comparison, from the table's name to the last statement of its repair.
final class RescueRun {
    private final RescueOrder order;
    private final Sides sides;
    private final Consumer<RepairStatement> repair;
    private final Progress progress;
    private final Tables tables;
    private final List<String> notes = new ArrayList<>();

    RescueRun(RescueOrder order, Sides sides, Consumer<RepairStatement> repair, Progress progress) {
        this.order = order;
        this.sides = sides;
        this.repair = repair;
        this.progress = progress;
        this.tables = new Tables(sides);
    }

    RescueFindings run() throws InterruptedException {
        TablePair table = table();
        Target target = target();
        sides.lookFrom(table.live().schema());
        notes.addAll(table.notes());
        Ledger ledger = new Ledger(sides.ledger());
        Comparison comparison = compare(table, ledger);
        ledger.analyze();
        long lost = ledger.count(table, Role.LOST);
        long changed = ledger.count(table, Role.CHANGED);
        SeenRows seen = seen(table, comparison);
        List<TableRepair> repairs = repair(table, target, ledger);
        return new RescueFindings(
                table.live().sql(),
                target,
                table.key().stream().map(Column::name).toList(),
                comparison.pastRows(),
                lost,
                changed,
                comparison.fresh(),
                repairs,
                notes,
                seen);
    }

    private TablePair table() {
        TableFinder finder = new TableFinder(sides.past());
        TableFinder.Found found =
                finder.find(order.table())
                        .orElseThrow(
                                () -> finder.unknown(order.table(), "the database at that moment"));
        return tables.pair(new TableName(found.schema(), found.name()))
                .orElseThrow(() ->
                        new HoldfastException(
                                ProblemCode.TABLE_DROPPED,
                                "table %s is not there any more".formatted(found.sql()),
                                "bring its definition back first: open the moment (holdfast branch open … --at …), then"
                                        + " pg_dump --schema-only --table='%s' URL_OF_THE_BRANCH | psql URL_OF_THE_DATABASE, then run this again"
                                                .formatted(found.sql())));
    }

    private Target target() {
        Session live = sides.live();
        return live.one(
                "reading who it is",
                "SELECT current_database(), current_user, current_setting('server_version'),"
                        + " (SELECT system_identifier::text FROM pg_control_system())",
                row ->
                        new Target(
                                live.host().toString(),
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4)));
    }

    private Comparison compare(TablePair table, Ledger ledger) throws InterruptedException {
        progress.step("compare rows");
        progress.expect(-1, Progress.Unit.ITEMS);
        LongAdder done = progress.done();
        if (table.key().isEmpty()) {
            notes.add(
                    "%s has no key (no unique index without NULLs): whole rows are compared, so a changed row counts as lost, and a repair that runs twice brings rows back twice; give it a primary key"
                            .formatted(table.live().sql()));
        }
        Optional<String> where = order.where();
        if (where.isEmpty()) {
            return new TableComparison(table, where, ledger, done).run(sides.past(), sides.live());
        }
        return WrongCondition.explained(
                order.table(),
                () ->
                        table.key().isEmpty()
                                ? new TableComparison(table, where, ledger, done)
                                        .run(sides.past(), sides.live())
                                : new ChosenComparison(table, where.get(), ledger, done)
                                        .run(sides.past(), new LiveRows(sides.live())));
    }

    /// Keys, or all values of a table that has none.
    private SeenRows seen(TablePair table, Comparison comparison) throws InterruptedException {
        List<Column> columns = table.key().isEmpty() ? table.columns() : table.key();
        return new SeenRows(
                columns.stream().map(Column::name).toList(),
                first(table, columns, Role.LOST),
                first(table, columns, Role.CHANGED),
                comparison.firstFresh());
    }

    private List<List<String>> first(TablePair table, List<Column> columns, Role role)
            throws InterruptedException {
        String names = RowText.columns(columns, "t");
        String select =
                "SELECT %s FROM %s%s LIMIT %d"
                        .formatted(
                                names,
                                Ledger.join(table, role),
                                table.key().isEmpty() ? "" : " ORDER BY " + names,
                                Comparison.SHOWN);
        List<List<String>> first = new ArrayList<>();
        TextCopy rows = TextCopy.begin(sides.past(), "reading the first rows", select);
        for (List<@Nullable String> row = rows.next(); row != null; row = rows.next()) {
            first.add(row.stream().map(value -> value == null ? "NULL" : value).toList());
        }
        return first;
    }

    private List<TableRepair> repair(TablePair table, Target target, Ledger ledger)
            throws InterruptedException {
        progress.step("follow foreign keys");
        boolean setsBack = order.changed() && !table.key().isEmpty();
        References references =
                new References(
                        sides,
                        tables,
                        table,
                        ledger,
                        new References.Following(order.children(), setsBack, order.limit()));
        references.follow();
        notes.addAll(references.notes());
        progress.step("write the repair");
        progress.expect(-1, Progress.Unit.ITEMS);
        List<TablePair> involved = new ArrayList<>();
        for (TablePair each : tables.all()) {
            if (ledger.count(each, Role.values()) > 0) {
                involved.add(each);
            }
        }
        return write(table, target, ledger, references, involved, setsBack);
    }

    private List<TableRepair> write(
            TablePair table,
            Target target,
            Ledger ledger,
            References references,
            List<TablePair> involved,
            boolean setsBack)
            throws InterruptedException {
        List<ForeignKey> between =
                involved.stream()
                        .flatMap(each -> tables.foreignKeys(each).stream())
                        .distinct()
                        .filter(key ->
                                holds(involved, key.child()) && holds(involved, key.parent()))
                        .toList();
        DependencyOrder dependencies = DependencyOrder.of(involved, between);
        boolean deferred =
                order.triggers() && dependencies.late().stream().anyMatch(ForeignKey::deferrable);
        new Frame(target, table.live().schema())
                .statements(order.triggers(), deferred)
                .forEach(repair);
        RepairWriter writer = new RepairWriter(sides.past(), repair, progress.done());
        List<Rows> rows =
                dependencies.tables().stream()
                        .map(each -> new Rows(each, late(each, dependencies)))
                        .toList();
        for (Rows each : rows) {
            writer.inserts(each);
        }
        for (Rows each : rows) {
            if (!each.late().isEmpty()) {
                writer.completions(each);
            }
        }
        if (setsBack) {
            writer.reversals(table);
        }
        Sequences sequences = new Sequences(sides.past(), sides.live(), repair);
        rows.forEach(each -> sequences.setForward(each.table()));
        return rows.stream()
                .map(each ->
                        new TableRepair(
                                each.table().live().sql(),
                                ledger.count(each.table(), Role.LOST, Role.PARENT),
                                setsBack ? ledger.count(each.table(), Role.CHANGED) : 0,
                                references.reasons().getOrDefault(each.table(), "")))
                .filter(each -> each.inserts() + each.updates() > 0)
                .toList();
    }

    private static boolean holds(List<TablePair> tables, TableName name) {
        return tables.stream().anyMatch(table -> TableName.of(table.live()).equals(name));
    }

    /// Foreign keys of `child` that a second statement completes.
    private List<ForeignKey> late(TablePair child, DependencyOrder dependencies) {
        List<ForeignKey> late = new ArrayList<>();
        for (ForeignKey key : dependencies.late()) {
            boolean isOwn = key.child().equals(TableName.of(child.live()));
            if (isOwn && order.triggers() && !key.deferrable()) {
                if (DependencyOrder.canBeCompleted(child, key)) {
                    late.add(key);
                } else {
                    notes.add(
                            "foreign key %s leads in a circle and cannot be left out at first: the repair may need --without-triggers"
                                    .formatted(key.name()));
                }
            }
        }
        return late;
    }
}
