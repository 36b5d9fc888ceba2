package dev.holdfast.core.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private static final List<Integer> THOUSAND = IntStream.range(0, 1000).boxed().toList();

    @FunctionalInterface
    private interface Work extends Workers.Worker<Integer> {
        @Override
        default void close() {}
    }

    @Test
    void worksEveryItemOnce() throws InterruptedException {
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        AtomicInteger count = new AtomicInteger();
        Workers.run(
                "test",
                4,
                THOUSAND,
                () ->
                        (Work)
                                item -> {
                                    seen.add(item);
                                    count.incrementAndGet();
                                });
        assertThat(seen).hasSize(1000);
        assertThat(count).hasValue(1000);
    }

    @Test
    void leavesNoInterruptBehindWhenTheWorkersEndedFirst() {
        Thread caller = Thread.currentThread();
        for (int round = 0; round < 500; round++) {
            assertThatThrownBy(() ->
                            Workers.runOnVirtualThreads(
                                    "test",
                                    1,
                                    List.of(1),
                                    () ->
                                            (Work)
                                                    item -> {
                                                        caller.interrupt();
                                                        throw new InterruptedException();
                                                    }))
                    .isInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    @Test
    void throwsTheFirstFailureAndStopsTheOthers() {
        CountDownLatch never = new CountDownLatch(1);
        assertThatThrownBy(() ->
                        Workers.run(
                                "test",
                                3,
                                THOUSAND,
                                () ->
                                        (Work)
                                                item -> {
                                                    if (item == 2) {
                                                        throw new IllegalStateException("item 2");
                                                    }
                                                    never.await();
                                                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("item 2");
    }

    @Test
    void stopsWhenTheCallerIsInterrupted() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(2);
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger stopped = new AtomicInteger();
        Thread caller =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                Workers.run(
                                        "test",
                                        2,
                                        THOUSAND,
                                        () ->
                                                (Work)
                                                        item -> {
                                                            started.countDown();
                                                            never.await();
                                                        });
                            } catch (InterruptedException e) {
                                stopped.incrementAndGet();
                            }
                        });
        started.await();
        caller.interrupt();
        caller.join();
        assertThat(stopped).hasValue(1);
    }
}
