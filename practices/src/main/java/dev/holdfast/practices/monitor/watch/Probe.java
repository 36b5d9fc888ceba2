package dev.holdfast.practices.monitor.watch;

import dev.holdfast.core.engine.ServerHealth;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.health.Amounts;
import dev.holdfast.core.health.Health;
import dev.holdfast.core.health.Pulse;
import dev.holdfast.core.health.Pulse.Beat;
import dev.holdfast.core.health.Unit;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.practices.monitor.alert.AlertDesk;
import dev.holdfast.practices.monitor.check.CheckResult;
import dev.holdfast.practices.monitor.watch.WatchView.DatabaseView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Decides whether one database is there. Two beats in a row that fail, or are not answered within
/// a second and a half, are a database that is down; with a beat a second it is known four seconds
/// after it happened at the latest: a second until the next beat, and twice the deadline. For one
/// thread, except [#isUp] and [#view].
final class Probe {
    private static final Duration DEADLINE = Duration.ofMillis(1_500);

    /// Of the connection itself; the deadline comes first.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int FAILURES = 2;

    /// How often the desk hears that nothing has changed.
    private static final Duration REPEAT = Duration.ofSeconds(30);

    private final Deployment deployment;
    private final ServerHealth health;
    private final InstantSource clock;
    private final AlertDesk desk;
    private final Consumer<Beat> measured;
    private final Spending spending = new Spending();
    private Pulse pulse;
    private int failures;
    private Instant toldAt = Instant.EPOCH;
    private volatile @Nullable Health told;
    private volatile @Nullable Beat latest;

    Probe(
            Deployment deployment,
            ServerHealth health,
            InstantSource clock,
            AlertDesk desk,
            Consumer<Beat> measured) {
        this.deployment = deployment;
        this.health = health;
        this.clock = clock;
        this.desk = desk;
        this.measured = measured;
        this.pulse = health.pulse(deployment.monitorAddress(), PATIENCE);
    }

    /// What was not answered in time is asked again at once: it has waited long enough.
    void beat() throws InterruptedException {
        boolean inTime = attempt();
        if (!inTime && failures < FAILURES) {
            attempt();
        }
    }

    /// @return whether there was an answer, good or bad
    private boolean attempt() throws InterruptedException {
        FutureTask<Beat> task = new FutureTask<>(pulse::beat);
        Thread.ofVirtual().name("beat " + deployment.label()).start(task);
        try {
            well(task.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            abandon(task);
            failed(
                    "it has not answered for " + Amounts.duration(DEADLINE),
                    "does the server run? is the network there? holdfast check");
            return false;
        } catch (ExecutionException e) {
            failed(e.getCause());
        } catch (InterruptedException e) {
            abandon(task);
            throw e;
        }
        return true;
    }

    /// A statement that hangs holds its connection: the next beat gets another one.
    private void abandon(FutureTask<Beat> task) {
        task.cancel(true);
        Pulse hanging = pulse;
        Thread.ofVirtual().start(() -> close(hanging));
        pulse = health.pulse(deployment.monitorAddress(), PATIENCE);
    }

    private static void close(Pulse pulse) {
        try {
            pulse.close();
        } catch (HoldfastException e) {
            return; // it was broken
        }
    }

    private void failed(@Nullable Throwable cause) {
        if (cause instanceof HoldfastException known) {
            Problem problem = known.problem();
            failed(problem.message(), problem.hint());
        } else {
            throw new IllegalStateException(cause);
        }
    }

    private void failed(String message, String hint) {
        failures++;
        if (failures >= FAILURES) {
            tell(Health.CRITICAL, message, hint);
        }
    }

    private void well(Beat beat) {
        failures = 0;
        latest = beat;
        spending.add(beat);
        measured.accept(beat);
        tell(Health.OK, "it lets in, answers and takes writes", "");
    }

    /// At once when it changes, else now and then.
    private void tell(Health state, String message, String hint) {
        Instant now = clock.instant();
        if (state == told && now.isBefore(toldAt.plus(REPEAT))) {
            return;
        }
        told = state;
        toldAt = now;
        CheckResult result =
                new CheckResult(
                        CheckResult.AVAILABLE,
                        deployment.label(),
                        state,
                        Optional.of(state == Health.OK ? 1.0 : 0.0),
                        message,
                        hint,
                        Unit.COUNT,
                        0);
        desk.take(List.of(result), true);
    }

    /// A round of checks was asked.
    void spent(List<CheckResult> round) {
        spending.add(round);
    }

    boolean isUp() {
        return Health.OK == told;
    }

    /// From any thread; empty until it is known whether the database is there.
    Optional<DatabaseView> view() {
        Beat beat = isUp() ? latest : null;
        return Optional.ofNullable(told)
                .map(_ ->
                        new DatabaseView(
                                deployment.label(),
                                beat != null,
                                beat == null
                                        ? OptionalDouble.empty()
                                        : OptionalDouble.of(beat.latency().toNanos() / 1e9),
                                beat == null ? List.of() : beat.standbys(),
                                spending.total()));
    }

    void close() {
        close(pulse);
    }
}
