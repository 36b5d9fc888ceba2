package dev.holdfast.engines.postgres.rescue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tables that the repair has to do with, each read once from both catalogues.
final class Tables {
    private final ShapeReader past;
    private final ShapeReader live;
    private final Map<TableName, TablePair> pairs = new LinkedHashMap<>();
    private final Map<TableName, List<ForeignKey>> foreignKeys = new HashMap<>();

    Tables(Sides sides) {
        this.past = new ShapeReader(sides.past());
        this.live = new ShapeReader(sides.live());
    }

    /// Empty when one of the sides has no such table.
    Optional<TablePair> pair(TableName name) {
        TablePair known = pairs.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<TableShape> now = live.named(name.schema(), name.name());
        Optional<TableShape> then = past.named(name.schema(), name.name());
        if (now.isEmpty() || then.isEmpty()) {
            return Optional.empty();
        }
        TablePair made = new TablePair(pairs.size(), then.get(), now.get());
        pairs.put(name, made);
        return Optional.of(made);
    }

    /// Those of today, from and to the table.
    List<ForeignKey> foreignKeys(TablePair table) {
        return foreignKeys.computeIfAbsent(
                TableName.of(table.live()), _ -> live.foreignKeys(table.live()));
    }

    List<TablePair> all() {
        return new ArrayList<>(pairs.values());
    }
}
