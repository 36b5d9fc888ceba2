package dev.holdfast.server.live;

import dev.holdfast.core.journal.JournalHead;
import dev.holdfast.core.journal.OperationRecord;
import dev.holdfast.server.http.ApiJson;
import dev.holdfast.server.live.Hub.Message;
import dev.holdfast.server.workshop.Workshop;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks once a second, while anybody listens, at what runs and at how long the journal has become,
/// and tells what is new: `progress` with the counters of what runs, `changed` when something
/// began, ended or was journaled, `status` when the storages were looked at again. It sees what any
/// process does on this state, not only this one.
public final class LiveWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveWatch.class);

    private final Supplier<Workshop> workshop;
    private final Overview overview;
    private final RunningSteps steps;
    private final Hub hub;
    private final InstantSource clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private String progress = "";
    private long journaled = -1;

    public LiveWatch(
            Supplier<Workshop> workshop,
            Overview overview,
            RunningSteps steps,
            Hub hub,
            InstantSource clock) {
        this.workshop = workshop;
        this.overview = overview;
        this.steps = steps;
        this.hub = hub;
        this.clock = clock;
    }

    public void start() {
        Thread.ofVirtual().name("live").start(this::watch);
    }

    private void watch() {
        try {
            while (!closed.await(1, TimeUnit.SECONDS)) {
                if (hub.isHeard()) {
                    lookQuietly();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookQuietly() {
        try {
            look(workshop.get());
        } catch (RuntimeException e) {
            LOG.warn("the console is not told what is new", e);
        }
    }

    private void look(Workshop now) {
        List<OperationRecord> running = now.history().running();
        String told =
                ApiJson.text(
                        running.stream()
                                .map(each -> Progress.of(each, steps.of(each.id())))
                                .toList());
        if (hub.hasNewcomers() || !told.equals(progress)) {
            progress = told;
            hub.tell(new Message("progress", told));
        }
        long newest = now.journal().head().map(JournalHead::seq).orElse(0L);
        boolean happened = newest != journaled;
        if (happened) {
            journaled = newest;
            hub.tell(new Message("changed", "{\"journal\":" + newest + "}"));
        }
        if (happened || overview.isDue(clock)) {
            overview.refresh();
            hub.tell(new Message("status", "{}"));
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
