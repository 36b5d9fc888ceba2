package dev.holdfast.server;

import dev.holdfast.server.handover.HandoverServer;
import dev.holdfast.server.http.Listening;
import dev.holdfast.server.live.RunningSteps;
import dev.holdfast.server.schedule.EstateJobs;
import dev.holdfast.server.schedule.Scheduler;
import dev.holdfast.server.schedule.Timetable;
import dev.holdfast.server.workshop.Workshop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
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
    private final SecureRandom random;
    private final DaemonLog log;
    private final Pulse pulse;
    private final RunningSteps steps = new RunningSteps();
    private final CurrentWatch watch;

    /// What a daemon is made of.
    ///
    /// @param version of Holdfast
    /// @param say takes each line for whoever runs it, without a line break
    public record Parts(
            String version, InstantSource clock, SecureRandom random, Consumer<String> say) {}

    public Daemon(DaemonPlace place, Parts parts) {
        this.place = place;
        this.version = parts.version();
        this.clock = parts.clock();
        this.random = parts.random();
        this.log = new DaemonLog(clock, ZoneOffset.UTC, parts.say());
        this.watch = new CurrentWatch(log);
        this.pulse = new Pulse(clock, watch::isWell);
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
                Closing<Front> front = open(workshop);
                HandoverServer _ = listen(workshop, front)) {
            front.value().ifPresent(it -> welcome(workshop.get(), it.address()));
            Scheduler scheduler = new Scheduler(clock);
            try {
                keep(workshop, scheduler);
            } catch (InterruptedException e) {
                log.line("stopping");
            }
            scheduler.stop();
            watch.close();
            workshop.stop(PATIENCE);
            DaemonAddress.delete(place.state());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Workshop observed(Workshop workshop) {
        log.zone(workshop.estate().timeZone());
        workshop.operations().observe(log);
        workshop.operations().observe(steps);
        workshop.operations().observe(watch);
        return workshop;
    }

    private Closing<Front> open(CurrentWorkshop workshop) {
        return new Closing<>(
                place.listening()
                        .map(listening ->
                                Front.open(
                                        known(listening, workshop.get()),
                                        new Front.House(
                                                workshop::get,
                                                steps,
                                                watch::view,
                                                pulse,
                                                clock,
                                                random,
                                                version))));
    }

    private static Listening known(Listening listening, Workshop workshop) {
        return workshop.estate().serve().url().map(listening::knownAs).orElse(listening);
    }

    private void welcome(Workshop workshop, String address) {
        log.line("console and API: " + address);
        if (workshop.tokens().list().isEmpty()) {
            log.line("nobody can log in yet: holdfast token create NAME --role admin");
        }
    }

    private HandoverServer listen(CurrentWorkshop workshop, Closing<Front> front)
            throws IOException {
        Path socket = SocketPlace.make(place.state());
        HandoverServer server =
                HandoverServer.listen(socket, version, () -> workshop.get().operations());
        new DaemonAddress(
                        ProcessHandle.current().pid(),
                        version,
                        socket.toString(),
                        front.value().map(Front::address))
                .write(place.state());
        return server;
    }

    /// Looks around once a second, so that a machine that slept, or whose clock was set, is caught
    /// up with at once.
    private void keep(CurrentWorkshop workshop, Scheduler scheduler) throws InterruptedException {
        Instant began = clock.instant();
        CountDownLatch never = new CountDownLatch(1);
        introduce(workshop.get(), began);
        watch.follow(workshop.get());
        do {
            pulse.beat();
            workshop.refresh()
                    .ifPresent(news -> {
                        log.line(news);
                        introduce(workshop.get(), began);
                        watch.follow(workshop.get());
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
