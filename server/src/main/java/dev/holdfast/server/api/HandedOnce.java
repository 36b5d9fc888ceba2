package dev.holdfast.server.api;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Secrets that wait to be taken, in memory only: each once, by its owner, and not for long. The
/// oldest give way when there are too many.
final class HandedOnce {
    static final Duration KEPT = Duration.ofMinutes(15);
    private static final int MOST = 100;

    private final InstantSource clock;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();

    private record Waiting(String owner, String secret, Instant until) {}

    HandedOnce(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void keep(String operation, String owner, String secret) {
        forgetOld();
        if (waiting.size() >= MOST) {
            waiting.remove(waiting.keySet().iterator().next());
        }
        waiting.put(operation, new Waiting(owner, secret, clock.instant().plus(KEPT)));
    }

    /// `PAGE_UNKNOWN` when it was taken already, is too old, or somebody else's.
    synchronized String take(String operation, String owner) {
        forgetOld();
        Waiting found = waiting.get(operation);
        if (found == null || !found.owner().equals(owner)) {
            throw new HoldfastException(
                    ProblemCode.PAGE_UNKNOWN,
                    "operation %s has no address for you to take".formatted(operation),
                    "it is shown once, within %d minutes, to whoever opened the branch; close it"
                                    .formatted(KEPT.toMinutes())
                            + " and open another");
        }
        waiting.remove(operation);
        return found.secret();
    }

    private void forgetOld() {
        Instant now = clock.instant();
        waiting.values().removeIf(each -> each.until().isBefore(now));
    }
}
