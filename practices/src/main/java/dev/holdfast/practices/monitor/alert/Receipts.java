package dev.holdfast.practices.monitor.alert;

import dev.holdfast.core.alert.RouteStore;
import dev.holdfast.core.alert.RouteTest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waits for people to say that a test arrived.
public record Receipts(RouteStore store, InstantSource clock) {

    /// @return the tests as they stand when everybody has answered, or `patience` is over
    public List<RouteTest> await(List<RouteTest> tests, Duration patience)
            throws InterruptedException {
        Instant end = clock.instant().plus(patience);
        CountDownLatch never = new CountDownLatch(1);
        List<RouteTest> now = tests;
        while (clock.instant().isBefore(end) && now.stream().anyMatch(Receipts::isAwaited)) {
            if (never.await(1, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody counts it down");
            }
            now = tests.stream().map(this::asItStands).toList();
        }
        return now;
    }

    private static boolean isAwaited(RouteTest test) {
        return test.state().equals("accepted");
    }

    private RouteTest asItStands(RouteTest test) {
        return new RouteTest(
                test.route(),
                test.at(),
                test.isAccepted(),
                test.problem(),
                store.receivedAt(test.route()));
    }
}
