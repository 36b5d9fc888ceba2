package dev.holdfast.practices.monitor.alert;

import dev.holdfast.core.alert.AlertStore;
import dev.holdfast.core.alert.Notice;
import dev.holdfast.core.problem.HoldfastException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// Brings what waits for one route to its receiver. What was not taken waits longer each time, at
/// most five minutes; nothing is ever dropped. After a kill in between something may arrive twice.
public final class Courier {
    private static final int AT_ONCE = 50;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 8;

    private final String estate;
    private final String route;
    private final Channel channel;
    private final AlertStore store;
    private final InstantSource clock;

    public Courier(
            String estate, String route, Channel channel, AlertStore store, InstantSource clock) {
        this.estate = estate;
        this.route = route;
        this.channel = channel;
        this.store = store;
        this.clock = clock;
    }

    /// Sends what is due.
    ///
    /// @return how many notices were taken
    public int deliver() throws InterruptedException {
        List<Notice> due = store.due(route, clock.instant(), AT_ONCE);
        if (due.isEmpty()) {
            return 0;
        }
        try {
            channel.send(Message.of(estate, due));
            store.accepted(due, clock.instant());
            return due.size();
        } catch (HoldfastException e) {
            int attempts = due.getFirst().attempts();
            store.failed(due, e.problem().message(), clock.instant().plus(pause(attempts)));
            return 0;
        }
    }

    private static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
