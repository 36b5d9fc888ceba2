package dev.holdfast.engines.postgres.rescue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// In which order tables get their rows back: parents before children. Where foreign keys lead in a
/// circle, some of them are **late**: checked at the end of the transaction where they may be, else
/// set by a second statement.
///
/// @param late foreign keys that do not hold yet when their child's rows come back
record DependencyOrder(List<TablePair> tables, List<ForeignKey> late) {
    DependencyOrder {
        tables = List.copyOf(tables);
        late = List.copyOf(late);
    }

    /// @param keys those between `tables`
    static DependencyOrder of(List<TablePair> tables, List<ForeignKey> keys) {
        Map<TableName, TablePair> open =
                tables.stream()
                        .collect(
                                Collectors.toMap(
                                        table -> TableName.of(table.live()), table -> table));
        Set<ForeignKey> late = new LinkedHashSet<>();
        keys.stream().filter(ForeignKey::isWithin).forEach(late::add);
        Set<ForeignKey> waiting = new LinkedHashSet<>(keys);
        waiting.removeAll(late);
        List<TablePair> ordered = new ArrayList<>();
        while (!open.isEmpty()) {
            TablePair next = next(tables, open, waiting);
            TableName name = TableName.of(next.live());
            // what still holds it back leads in a circle
            waiting.stream().filter(key -> key.child().equals(name)).forEach(late::add);
            waiting.removeIf(key -> key.child().equals(name) || key.parent().equals(name));
            open.remove(name);
            ordered.add(next);
        }
        return new DependencyOrder(ordered, new ArrayList<>(late));
    }

    /// One that waits for nobody; else, of those in a circle, one whose references can be late.
    private static TablePair next(
            List<TablePair> tables, Map<TableName, TablePair> open, Set<ForeignKey> waiting) {
        List<TablePair> left =
                tables.stream()
                        .filter(table -> open.containsKey(TableName.of(table.live())))
                        .toList();
        return left.stream()
                .filter(table -> of(table, waiting).isEmpty())
                .findFirst()
                .orElseGet(() ->
                        left.stream()
                                .filter(table ->
                                        of(table, waiting).stream()
                                                .allMatch(key -> canBeLate(table, key)))
                                .findFirst()
                                .orElseGet(left::getFirst));
    }

    private static List<ForeignKey> of(TablePair table, Set<ForeignKey> waiting) {
        TableName name = TableName.of(table.live());
        return waiting.stream().filter(key -> key.child().equals(name)).toList();
    }

    static boolean canBeLate(TablePair child, ForeignKey key) {
        return key.deferrable() || canBeCompleted(child, key);
    }

    /// Whether a row can be there without the reference, and be found again.
    static boolean canBeCompleted(TablePair child, ForeignKey key) {
        List<Column> own = child.key();
        return !own.isEmpty()
                && key.columns().stream()
                        .allMatch(name ->
                                child.live()
                                        .column(name)
                                        .filter(column ->
                                                !column.notNull() && !own.contains(column))
                                        .isPresent());
    }
}
