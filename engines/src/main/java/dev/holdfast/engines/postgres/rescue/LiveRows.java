package dev.holdfast.engines.postgres.rescue;

import dev.holdfast.engines.postgres.connect.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Asks the live server for single rows, by index.
record LiveRows(Session session) {

    /// Those of `keys` that `table` has not.
    Keys absent(TableShape table, Keys keys) {
        if (keys.rows().isEmpty()) {
            return keys;
        }
        Set<Integer> present =
                new HashSet<>(
                        session.list(
                                "looking rows up",
                                "SELECT k.n FROM %s WHERE EXISTS (SELECT FROM %s AS t WHERE %s)"
                                        .formatted(
                                                keys.values(), table.from(), keys.condition("t")),
                                row -> row.getInt(1)));
        List<List<String>> absent = new ArrayList<>();
        for (int n = 0; n < keys.rows().size(); n++) {
            if (!present.contains(n)) {
                absent.add(keys.rows().get(n));
            }
        }
        return new Keys(keys.columns(), absent);
    }

    /// By position in `keys`, the hash of each row that is there.
    Map<Integer, String> hashes(TablePair table, Keys keys) {
        Map<Integer, String> hashes = new HashMap<>();
        session.list(
                        "looking rows up",
                        "SELECT k.n, %s FROM %s JOIN %s AS t ON %s"
                                .formatted(
                                        RowText.hash(table, "t"),
                                        keys.values(),
                                        table.live().from(),
                                        keys.condition("t")),
                        row -> Map.entry(row.getInt(1), row.getString(2)))
                .forEach(found -> hashes.put(found.getKey(), found.getValue()));
        return hashes;
    }
}
