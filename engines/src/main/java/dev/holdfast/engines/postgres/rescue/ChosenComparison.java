package dev.holdfast.engines.postgres.rescue;

import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.connect.Sql;
import dev.holdfast.engines.postgres.copy.TextCopy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Compares the rows of the past that meet a condition: each is looked up on the live server by its
/// key. There the condition is not asked: a row that does not meet it any more is changed, not
/// lost.
final class ChosenComparison {
    private final TablePair table;
    private final List<Column> key;
    private final String where;
    private final Ledger ledger;
    private final LongAdder done;

    private record Chosen(List<String> key, String hash, String relation, String place) {}

    ChosenComparison(TablePair table, String where, Ledger ledger, LongAdder done) {
        this.table = table;
        this.key = table.key();
        this.where = where;
        this.ledger = ledger;
        this.done = done;
    }

    Comparison run(Session past, LiveRows live) throws InterruptedException {
        TextCopy rows = TextCopy.begin(past, "choosing rows", select());
        List<Chosen> batch = new ArrayList<>();
        long pastRows = 0;
        for (List<@Nullable String> row = rows.next(); row != null; row = rows.next()) {
            List<String> rest = Keys.of(row, key.size(), 3);
            batch.add(
                    new Chosen(Keys.of(row, 0, key.size()), rest.get(0), rest.get(1), rest.get(2)));
            pastRows++;
            if (batch.size() == Keys.MOST) {
                compare(batch, live);
            }
        }
        compare(batch, live);
        ledger.flush();
        return new Comparison(pastRows, -1, List.of());
    }

    private void compare(List<Chosen> batch, LiveRows live) {
        if (batch.isEmpty()) {
            return;
        }
        Keys keys = new Keys(key, batch.stream().map(Chosen::key).toList());
        Map<Integer, String> hashes = live.hashes(table, keys);
        for (int n = 0; n < batch.size(); n++) {
            Chosen then = batch.get(n);
            String now = hashes.get(n);
            if (now == null) {
                ledger.add(table, Ledger.Role.LOST, then.relation(), then.place(), "");
            } else if (!now.equals(then.hash())) {
                ledger.add(table, Ledger.Role.CHANGED, then.relation(), then.place(), now);
            }
        }
        done.add(batch.size());
        batch.clear();
    }

    /// The user's names mean the table's columns; a line comment at its end harms nothing.
    private String select() {
        String alias = Sql.identifier(table.past().name());
        return "SELECT %s, %s, %s.tableoid::int8, %s.ctid FROM %s AS %s WHERE (\n%s\n)"
                .formatted(
                        RowText.columns(key, alias),
                        RowText.hash(table, alias),
                        alias,
                        alias,
                        table.past().from(),
                        alias,
                        where);
    }
}
