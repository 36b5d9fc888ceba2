package dev.holdfast.server.api;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.rescue.RepairFile;
import dev.holdfast.practices.backup.rescue.RescueReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The last comparisons with their repairs, for an hour: they hold values of rows. What a killed
/// daemon left is deleted by the next comparison.
final class KeptRescues implements AutoCloseable {
    private static final int MOST = 8;
    private static final long MINUTES = 60;

    private final Map<String, Kept> kept = new LinkedHashMap<>();

    record Kept(RescueReport report, RepairFile repair) {}

    synchronized void add(String operation, RescueReport report, RepairFile repair) {
        if (kept.size() >= MOST) {
            forget(kept.keySet().iterator().next());
        }
        kept.put(operation, new Kept(report, repair));
        CompletableFuture.delayedExecutor(MINUTES, TimeUnit.MINUTES)
                .execute(() -> forget(operation));
    }

    /// `OPERATION_UNKNOWN` when it is not kept, or no longer.
    synchronized Kept find(String operation) {
        Kept found = kept.get(operation);
        if (found == null) {
            throw new HoldfastException(
                    ProblemCode.OPERATION_UNKNOWN,
                    "nothing is kept of a comparison " + operation,
                    "results hold values of rows and are kept for an hour; compare again");
        }
        return found;
    }

    private synchronized void forget(String operation) {
        Kept gone = kept.remove(operation);
        if (gone != null) {
            gone.repair().close();
        }
    }

    @Override
    public synchronized void close() {
        kept.values().forEach(each -> each.repair().close());
        kept.clear();
    }
}
