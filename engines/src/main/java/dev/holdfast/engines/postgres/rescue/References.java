package dev.holdfast.engines.postgres.rescue;

import dev.holdfast.engines.postgres.copy.TextCopy;
import dev.holdfast.engines.postgres.rescue.Ledger.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Follows foreign keys from the rows of the ledger: to parents that are lost too, without which
/// the repair would be refused, and to children that were lost with them. Round by round, until a
/// round adds nothing, so cycles end; or until the limit.
final class References {
    private final Sides sides;
    private final Tables tables;
    private final TablePair table;
    private final Ledger ledger;
    private final LiveRows live;
    private final boolean children;
    private final long limit;
    private final Role[] repaired;

    private final Map<TablePair, String> reasons = new LinkedHashMap<>();
    private final Set<String> notes = new LinkedHashSet<>();

    /// @param table where the repair begins
    References(Sides sides, Tables tables, TablePair table, Ledger ledger, Following following) {
        this.sides = sides;
        this.tables = tables;
        this.table = table;
        this.ledger = ledger;
        this.live = new LiveRows(sides.live());
        this.children = following.children();
        this.limit = following.limit();
        this.repaired = following.repaired();
    }

    /// @param changed whether changed rows are set back, which may need parents too
    /// @param limit how many rows of other tables there may be
    record Following(boolean children, boolean changed, long limit) {
        private Role[] repaired() {
            return changed
                    ? new Role[] {Role.LOST, Role.PARENT, Role.CHANGED}
                    : new Role[] {Role.LOST, Role.PARENT};
        }
    }

    /// Why other tables have to do with the repair, for people.
    Map<TablePair, String> reasons() {
        return reasons;
    }

    Set<String> notes() {
        return notes;
    }

    void follow() throws InterruptedException {
        Set<TablePair> reached = new LinkedHashSet<>(List.of(table));
        for (int round = 0; !reached.isEmpty() && !isOverLimit(); round++) {
            ledger.analyze();
            Set<TablePair> next = new LinkedHashSet<>();
            for (TablePair each : reached) {
                follow(each, round, next);
            }
            reached = next;
        }
    }

    private boolean isOverLimit() {
        boolean over = ledger.countOthers(table) > limit;
        if (over) {
            notes.add(
                    "more than %,d rows of other tables have to do with it: the rest was not looked for; to look further: --limit N"
                            .formatted(limit));
        }
        return over;
    }

    private void follow(TablePair from, int round, Set<TablePair> next)
            throws InterruptedException {
        for (ForeignKey key : tables.foreignKeys(from)) {
            TableName name = TableName.of(from.live());
            if (key.child().equals(name) && parents(from, key, round)) {
                next.add(tables.pair(key.parent()).orElseThrow());
            }
            if (children && key.parent().equals(name) && children(from, key, round)) {
                next.add(tables.pair(key.child()).orElseThrow());
            }
        }
    }

    /// @return whether there are lost ones
    private boolean parents(TablePair child, ForeignKey key, int round)
            throws InterruptedException {
        Optional<TablePair> parent = tables.pair(key.parent());
        if (parent.isEmpty() || !hasAll(child.past(), key.columns())) {
            return false;
        }
        List<Column> referenced = columns(parent.get().live(), key.referenced());
        List<Column> columns = columns(child.live(), key.columns());
        List<String> filled = columns.stream().map(c -> "t." + c.sql() + " IS NOT NULL").toList();
        String select =
                "SELECT DISTINCT %s FROM %s AND l.round = %d WHERE %s"
                        .formatted(
                                RowText.columns(columns, "t"),
                                Ledger.join(child, repaired),
                                round,
                                String.join(" AND ", filled));
        long added = 0;
        TextCopy rows = TextCopy.begin(sides.past(), "following " + key.name(), select);
        for (Keys batch = batch(rows, referenced);
                !batch.rows().isEmpty();
                batch = batch(rows, referenced)) {
            Keys absent = live.absent(parent.get().live(), batch);
            added += add(parent.get(), Role.PARENT, round, absent);
        }
        explain(parent.get(), added, "needed by foreign key " + key.name());
        return added > 0;
    }

    /// @return whether there are lost ones
    private boolean children(TablePair parent, ForeignKey key, int round)
            throws InterruptedException {
        Optional<TablePair> found = tables.pair(key.child());
        if (found.isEmpty() || !hasAll(found.get().past(), key.columns())) {
            return false;
        }
        TablePair child = found.get();
        List<Column> own = child.key();
        if (own.isEmpty()) {
            notes.add(
                    "%s refers to it and has no key: its rows are not looked for; rescue it by itself"
                            .formatted(child.live().sql()));
            return false;
        }
        TextCopy rows =
                TextCopy.begin(
                        sides.past(),
                        "following " + key.name(),
                        childrenSelect(parent, child, key, round));
        long added = 0;
        long present = 0;
        for (Keys batch = batch(rows, own); !batch.rows().isEmpty(); batch = batch(rows, own)) {
            Keys absent = live.absent(child.live(), batch);
            present += batch.rows().size() - absent.rows().size();
            added += add(child, Role.LOST, round, absent);
        }
        explain(child, added, "lost with what " + key.name() + " refers to");
        if (present > 0 && key.forgets()) {
            notes.add(
                    "%,d rows of %s lost their reference (ON DELETE SET …) and are there: --table '%s' --changed sets them back"
                            .formatted(present, child.live().sql(), child.live().sql()));
        }
        return added > 0;
    }

    private static String childrenSelect(
            TablePair parent, TablePair child, ForeignKey key, int round) {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            conditions.add(
                    "child.%s = t.%s"
                            .formatted(
                                    columns(child.live(), List.of(key.columns().get(i)))
                                            .getFirst()
                                            .sql(),
                                    columns(parent.live(), List.of(key.referenced().get(i)))
                                            .getFirst()
                                            .sql()));
        }
        return "SELECT %s FROM %s AND l.round = %d JOIN %s AS child ON %s"
                .formatted(
                        RowText.columns(child.key(), "child"),
                        Ledger.join(parent, Role.LOST),
                        round,
                        child.past().from(),
                        String.join(" AND ", conditions));
    }

    private long add(TablePair to, Role role, int round, Keys absent) {
        return absent.rows().isEmpty() ? 0 : ledger.add(to, role, round + 1, absent);
    }

    private void explain(TablePair other, long added, String why) {
        if (added > 0 && other.number() != table.number()) {
            reasons.putIfAbsent(other, why);
        }
    }

    private static Keys batch(TextCopy rows, List<Column> columns) throws InterruptedException {
        List<List<String>> batch = new ArrayList<>();
        while (batch.size() < Keys.MOST) {
            List<@Nullable String> row = rows.next();
            if (row == null) {
                break;
            }
            batch.add(Keys.of(row, 0, columns.size()));
        }
        return new Keys(columns, batch);
    }

    private static boolean hasAll(TableShape shape, List<String> names) {
        return names.stream().allMatch(name -> shape.column(name).isPresent());
    }

    private static List<Column> columns(TableShape shape, List<String> names) {
        return names.stream().map(name -> shape.column(name).orElseThrow()).toList();
    }
}
