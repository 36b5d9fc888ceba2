package dev.holdfast.engines.postgres.rescue;

import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.connect.Sql;
import dev.holdfast.engines.postgres.copy.TextCopy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Compares all rows: both sides are read once, in the order of the key, and merged. Where there is
/// no key, by the hash of the whole row: equal rows stand for each other one by one.
///
/// What is ordered on the live server is a key and a hash, never a whole row.
final class TableComparison {
    private static final String WORK = "comparing rows";

    private final TablePair table;
    private final List<Column> key;
    private final List<KeyOrder> orders;
    private final Optional<String> where;
    private final Ledger ledger;
    private final LongAdder done;

    private long pastRows;
    private long fresh;
    private final List<List<String>> firstFresh = new ArrayList<>();

    /// @param where only for tables without a key, whose equal rows meet it on both sides
    TableComparison(TablePair table, Optional<String> where, Ledger ledger, LongAdder done) {
        this.table = table;
        this.key = table.key();
        this.orders =
                key.isEmpty()
                        ? List.of(KeyOrder.ofText())
                        : key.stream().map(KeyOrder::of).toList();
        this.where = where;
        this.ledger = ledger;
        this.done = done;
    }

    Comparison run(Session past, Session live) throws InterruptedException {
        SortedRows before = rows(past, table.past(), "t.tableoid::int8, t.ctid");
        SortedRows now = rows(live, table.live(), RowText.columns(key, "t"));
        while (before.current() != null || now.current() != null) {
            step(before, now);
        }
        ledger.flush();
        return new Comparison(pastRows, fresh, firstFresh);
    }

    private void step(SortedRows before, SortedRows now) throws InterruptedException {
        List<@Nullable String> then = before.current();
        List<@Nullable String> today = now.current();
        int order = then == null ? 1 : today == null ? -1 : before.compare(then, today);
        if (then != null && order <= 0) {
            pastRows++;
            done.increment();
            before.advance();
            if (order < 0) {
                note(Ledger.Role.LOST, then, "");
            }
        }
        if (today != null && order >= 0) {
            now.advance();
            if (order > 0) {
                noteFresh(today);
            }
        }
        if (then != null && today != null && order == 0) {
            String hash = hash(today);
            if (!hash.equals(hash(then))) {
                note(Ledger.Role.CHANGED, then, hash);
            }
        }
    }

    private String hash(List<@Nullable String> row) {
        return Keys.of(row, key.size(), 1).getFirst();
    }

    private void note(Ledger.Role role, List<@Nullable String> row, String hash) {
        List<String> place = Keys.of(row, key.size() + 1, 2);
        ledger.add(table, role, place.get(0), place.get(1), hash);
    }

    private void noteFresh(List<@Nullable String> row) {
        fresh++;
        if (!key.isEmpty() && firstFresh.size() < Comparison.SHOWN) {
            firstFresh.add(Keys.of(row, key.size() + 1, key.size()));
        }
    }

    /// The values that order them, the hash of the row, and what else is asked for. Without a key
    /// the hash is all that orders them.
    private SortedRows rows(Session session, TableShape shape, String more)
            throws InterruptedException {
        String hash = RowText.hash(table, "t");
        List<String> selected = new ArrayList<>();
        List<String> ordering = new ArrayList<>();
        for (Column column : key) {
            KeyOrder order = KeyOrder.of(column);
            selected.add(order.selected().formatted("t." + column.sql()));
            ordering.add(order.ordering().formatted("t." + column.sql()));
        }
        selected.add(hash);
        if (key.isEmpty()) {
            ordering.add(hash + " COLLATE \"C\"");
        }
        if (!more.isEmpty()) {
            selected.add(more);
        }
        String select =
                "SELECT %s FROM %s ORDER BY %s"
                        .formatted(
                                String.join(", ", selected),
                                source(shape),
                                String.join(", ", ordering));
        return new SortedRows(TextCopy.begin(session, WORK, select), orders, !key.isEmpty());
    }

    private String source(TableShape shape) {
        return where.map(condition ->
                        "(SELECT tableoid, ctid, * FROM %s AS %s WHERE (\n%s\n)) AS t"
                                .formatted(shape.from(), Sql.identifier(shape.name()), condition))
                .orElse(shape.from() + " AS t");
    }
}
