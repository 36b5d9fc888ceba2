package dev.holdfast.server;

import dev.holdfast.core.operation.Event;
import dev.holdfast.core.operation.OperationListener;
import dev.holdfast.server.schedule.Job;
import dev.holdfast.server.schedule.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// What the daemon says of its work, a line each, with the time of the estate's zone. What needs
/// somebody's eye says ALERT.
final class DaemonLog implements OperationListener {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final InstantSource clock;
    private final Consumer<String> say;
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private volatile ZoneId zone;

    DaemonLog(InstantSource clock, ZoneId zone, Consumer<String> say) {
        this.clock = clock;
        this.zone = zone;
        this.say = say;
    }

    void zone(ZoneId changed) {
        zone = changed;
    }

    void line(String text) {
        text.lines().forEach(line -> say.accept(time(clock.instant()) + "  " + line));
    }

    void jobs(List<Job> jobs, Timetable timetable) {
        if (jobs.isEmpty()) {
            line("nothing is scheduled: no backup has 'every'");
        }
        for (Job job : jobs) {
            line(
                    job.name()
                            + ": next "
                            + timetable
                                    .due(job)
                                    .map(this::whenIs)
                                    .orElse("when what it follows was done"));
        }
    }

    private String whenIs(Instant due) {
        return due.isAfter(clock.instant()) ? time(due) : "now";
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case Event.Started it -> {
                names.put(it.operation(), it.kind() + " " + it.subject());
                line(name(event) + " began, operation " + it.operation());
            }
            case Event.Note it -> line(name(event) + ": " + it.line());
            case Event.CancelRequested it -> line(name(event) + " is being cancelled");
            case Event.Finished it -> {
                finished(it);
                names.remove(it.operation());
            }
            case Event.StepStarted it -> {}
            case Event.StepEnded it -> {}
        }
    }

    private void finished(Event.Finished event) {
        if (event.problem().isEmpty()) {
            line(name(event) + " is done after " + seconds(event.took()));
            event.concerns().forEach(concern -> line("ALERT " + name(event) + ": " + concern));
            return;
        }
        line(
                "ALERT "
                        + name(event)
                        + " "
                        + event.state().word()
                        + ": "
                        + event.problem().get().message());
        line("      " + event.problem().get().hint());
    }

    private String name(Event event) {
        return names.getOrDefault(event.operation(), "operation " + event.operation());
    }

    private static String seconds(Duration took) {
        return "%.1f s".formatted(took.toMillis() / 1000.0);
    }

    private String time(Instant at) {
        return TIME.format(at.atZone(zone));
    }
}
