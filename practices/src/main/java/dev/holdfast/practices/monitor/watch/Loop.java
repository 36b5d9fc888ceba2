package dev.holdfast.practices.monitor.watch;

import dev.holdfast.core.problem.HoldfastException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does one thing again and again on a thread of its own until it is interrupted. What fails is
/// logged and done again the next time.
final class Loop {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    /// So many missed turns, and a minute, mean that it hangs.
    private static final int MISSED = 5;

    private final String name;
    private final Duration every;
    private final InstantSource clock;
    private final Body body;
    private final Semaphore wishes = new Semaphore(0);
    private volatile Instant turned;

    interface Body {
        void turn() throws InterruptedException;
    }

    Loop(String name, Duration every, InstantSource clock, Body body) {
        this.name = name;
        this.every = every;
        this.clock = clock;
        this.body = body;
        this.turned = clock.instant();
    }

    Thread start() {
        return Thread.ofVirtual().name("watch " + name).start(this::run);
    }

    /// Turns once more as soon as it can, however often it is asked meanwhile.
    void soon() {
        wishes.release();
    }

    /// Whether it still turns.
    boolean isAlive() {
        Duration limit = every.multipliedBy(MISSED).plusMinutes(1);
        return Duration.between(turned, clock.instant()).compareTo(limit) < 0;
    }

    private void run() {
        try {
            while (true) {
                wishes.drainPermits();
                turn();
                turned = clock.instant();
                boolean _ = wishes.tryAcquire(every.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn() throws InterruptedException {
        try {
            body.turn();
        } catch (HoldfastException e) {
            LOG.warn("{}: {} ({})", name, e.problem().message(), e.problem().hint());
        } catch (RuntimeException e) {
            LOG.error("{}", name, e);
        }
    }
}
