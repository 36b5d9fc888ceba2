package dev.holdfast.practices.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A loop turns when it is due, and sooner when it is asked.
final class LoopTest {
    private final Semaphore turns = new Semaphore(0);

    @Test
    void turnsAgainWhenItIsAsked() throws Exception {
        Loop loop = new Loop("test", Duration.ofDays(1), InstantSource.system(), turns::release);
        Thread thread = loop.start();
        try {
            assertThat(turns.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
            loop.soon();
            assertThat(turns.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            thread.interrupt();
        }
        assertThat(thread.join(Duration.ofMinutes(1))).isTrue();
    }

    @Test
    void goesOnWhenATurnFailed() throws Exception {
        Loop loop =
                new Loop(
                        "test",
                        Duration.ofMillis(1),
                        InstantSource.system(),
                        () -> {
                            turns.release();
                            throw new IllegalStateException("as a test");
                        });
        Thread thread = loop.start();
        try {
            assertThat(turns.tryAcquire(3, 1, TimeUnit.MINUTES)).isTrue();
        } finally {
            thread.interrupt();
        }
        assertThat(thread.join(Duration.ofMinutes(1))).isTrue();
    }
}
