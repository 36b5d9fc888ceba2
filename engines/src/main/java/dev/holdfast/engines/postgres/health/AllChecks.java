package dev.holdfast.engines.postgres.health;

import java.util.List;
import java.util.stream.Stream;

/// Every check, in the order in which people read them.
final class AllChecks {
    static final List<SqlCheck> SQL =
            Stream.of(
                            Busyness.checks(),
                            Log.checks(),
                            Replication.checks(),
                            Vacuum.checks(),
                            Exhaustion.checks(),
                            Correctness.checks(),
                            Changes.checks())
                    .flatMap(List::stream)
                    .toList();

    private AllChecks() {}
}
