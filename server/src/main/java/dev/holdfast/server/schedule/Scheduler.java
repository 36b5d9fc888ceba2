package dev.holdfast.server.schedule;

import dev.holdfast.core.operation.Operations;
import dev.holdfast.core.problem.HoldfastException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Begins what is due, each job on a thread of its own. A job never overlaps with itself, whoever
/// began it; of all jobs that end, a few run at once and the others wait their turn.
///
/// How an operation went is told by its events; here only what is no operation yet.
public final class Scheduler {
    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
    private static final int AT_ONCE = 2;

    private final InstantSource clock;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final Set<String> begun = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    public Scheduler(InstantSource clock) {
        this.clock = clock;
    }

    /// Begins those of `jobs` that are due and not under way, and returns at once.
    public void tick(List<Job> jobs, Timetable timetable, Operations operations) {
        for (Job job : jobs) {
            if (!begun.contains(job.name()) && isDue(job, timetable)) {
                begun.add(job.name());
                Thread.ofVirtual().name(job.name()).start(() -> run(job, operations));
            }
        }
    }

    /// Nothing begins any more; what runs is not touched.
    public void stop() {
        stopped = true;
    }

    private boolean isDue(Job job, Timetable timetable) {
        return timetable.due(job).filter(at -> !at.isAfter(clock.instant())).isPresent();
    }

    private void inTurn(Job job, Operations operations) throws InterruptedException {
        turns.acquire();
        try {
            if (!stopped) {
                operations.run(job.request());
            }
        } finally {
            turns.release();
        }
    }

    private void run(Job job, Operations operations) {
        try {
            if (job.isEndless()) {
                operations.run(job.request());
            } else {
                inTurn(job, operations);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (HoldfastException e) {
            LOG.warn("{}: {} ({})", job.name(), e.problem().message(), e.problem().hint());
        } catch (RuntimeException e) {
            LOG.error("{}", job.name(), e);
        } finally {
            begun.remove(job.name());
        }
    }
}
