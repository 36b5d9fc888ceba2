package dev.holdfast.server;

import dev.holdfast.server.handover.HandoverServer;
import dev.holdfast.server.schedule.EstateJobs;
import dev.holdfast.server.schedule.Scheduler;
import dev.holdfast.server.schedule.Timetable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The life of one daemon: [#run] from start to end on the calling thread.
public final class Daemon {
    /// How long what runs may take to tidy up at the end.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DaemonPlace place;
    private final String version;
    private final InstantSource clock;
    private final DaemonLog log;

    /// @param version of Holdfast
    /// @param say takes each line for whoever runs it, without a line break
    public Daemon(DaemonPlace place, String version, InstantSource clock, Consumer<String> say) {
        this.place = place;
        this.version = version;
        this.clock = clock;
        this.log = new DaemonLog(clock, ZoneOffset.UTC, say);
    }

    /// Serves until the calling thread is interrupted; then begins nothing new, interrupts what
    /// runs, and returns when it has tidied up. `DAEMON_RUNNING` when another one serves this
    /// state.
    ///
    /// @param open reads the estate; called again when its file has changed
    public void run(Supplier<Workshop> open) {
        try (DaemonLock _ = DaemonLock.take(place.state());
                CurrentWorkshop workshop =
                        new CurrentWorkshop(place.configuration(), () -> observed(open.get()));
                HandoverServer _ = listen(workshop)) {
            Scheduler scheduler = new Scheduler(clock);
            try {
                keep(workshop, scheduler);
            } catch (InterruptedException e) {
                log.line("stopping");
            }
            scheduler.stop();
            workshop.stop(PATIENCE);
            DaemonAddress.delete(place.state());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Workshop observed(Workshop workshop) {
        log.zone(workshop.estate().timeZone());
        workshop.operations().observe(log);
        return workshop;
    }

    private HandoverServer listen(CurrentWorkshop workshop) throws IOException {
        Path socket = SocketPlace.make(place.state());
        HandoverServer server =
                HandoverServer.listen(socket, version, () -> workshop.get().operations());
        new DaemonAddress(ProcessHandle.current().pid(), version, socket.toString())
                .write(place.state());
        return server;
    }

    /// Looks around once a second, so that a machine that slept, or whose clock was set, is caught
    /// up with at once.
    private void keep(CurrentWorkshop workshop, Scheduler scheduler) throws InterruptedException {
        Instant began = clock.instant();
        CountDownLatch never = new CountDownLatch(1);
        introduce(workshop.get(), began);
        do {
            workshop.refresh()
                    .ifPresent(news -> {
                        log.line(news);
                        introduce(workshop.get(), began);
                    });
            Workshop now = workshop.get();
            scheduler.tick(EstateJobs.of(now.estate()), timetable(now, began), now.operations());
        } while (!never.await(1, TimeUnit.SECONDS));
    }

    private void introduce(Workshop workshop, Instant began) {
        log.line("serving estate " + workshop.estate().name() + " with Holdfast " + version);
        log.jobs(EstateJobs.of(workshop.estate()), timetable(workshop, began));
    }

    private static Timetable timetable(Workshop workshop, Instant began) {
        return new Timetable(began, workshop.estate().timeZone(), workshop.history()::newest);
    }
}
