package dev.holdfast.practices.monitor.watch;

import dev.holdfast.core.estate.AlertRoute;
import dev.holdfast.core.estate.AlertRoute.DeadMan;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.estate.WebAddress;
import dev.holdfast.core.health.Health;
import dev.holdfast.core.health.Unit;
import dev.holdfast.core.operation.Threads;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.monitor.alert.AlertDesk;
import dev.holdfast.practices.monitor.alert.Courier;
import dev.holdfast.practices.monitor.check.CheckResult;
import dev.holdfast.practices.monitor.check.DatabaseChecks;
import dev.holdfast.practices.monitor.check.MonitorContext;
import dev.holdfast.practices.monitor.route.LinkedRoutes;
import dev.holdfast.practices.monitor.route.Routes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Watches an estate until it is closed: probes and checks of every watched database, checks of
/// backups, alerts, and the dead-man's switch.
public final class Watch implements AutoCloseable {
    private static final Duration BACKUPS = Duration.ofMinutes(5);
    private static final Duration DELIVERY = Duration.ofMillis(500);
    private static final Duration MEASURED = Duration.ofSeconds(10);
    private static final Duration ADDRESS = Duration.ofSeconds(5);
    private static final Duration TIDY = Duration.ofHours(1);
    private static final Duration ALERTS_KEPT = Duration.ofDays(400);

    private final MonitorContext context;
    private final WatchLock lock;
    private final Routes routes;
    private final AlertDesk desk;
    private final DatabaseChecks checks;
    private final List<Probe> probes = new ArrayList<>();
    private final List<Loop> loops = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Loop backups;
    private final Map<String, CheckResult> results = new ConcurrentHashMap<>();

    private Watch(MonitorContext context, WatchLock lock, Consumer<String> say) {
        this.context = context;
        this.lock = lock;
        this.routes = new Routes(context.clock());
        this.desk =
                new AlertDesk(
                        context.estate(), context.alerts(), context.clock(), context::newId, say);
        this.checks = new DatabaseChecks(context);
        this.backups =
                new Loop("backups", BACKUPS, context.clock(), () -> heard(checks.ofEstate(), true));
    }

    /// Begins at once. `DAEMON_RUNNING` when another process watches with this state.
    ///
    /// @param say takes a line for whoever runs it when a problem begins or ends
    public static Watch start(MonitorContext context, Path state, Consumer<String> say) {
        Watch watch = new Watch(context, WatchLock.take(state), say);
        watch.start();
        return watch;
    }

    /// Watches a web address alone: another machine's word that a daemon is well.
    ///
    /// @param url `USAGE` when it is no web address
    public static Watch ofAddress(
            MonitorContext context, Path state, String url, Consumer<String> say) {
        if (!url.matches("https?://[^\\s@]+")) {
            throw new HoldfastException(
                    ProblemCode.USAGE,
                    "'" + url + "' is no web address",
                    "write http://HOST:7480/healthz");
        }
        Watch watch = new Watch(context, WatchLock.take(state), say);
        watch.loop("address", ADDRESS, () -> watch.visit(new WebAddress.Plain(url)));
        watch.startLoops();
        return watch;
    }

    private void visit(WebAddress.Plain address) throws InterruptedException {
        Health state = Health.OK;
        String message = "it answers";
        try {
            routes.ping("watch", new DeadMan(address, ADDRESS));
        } catch (HoldfastException e) {
            state = Health.CRITICAL;
            message = e.problem().message();
        }
        heard(
                List.of(
                        new CheckResult(
                                "daemon",
                                address.url(),
                                state,
                                Optional.empty(),
                                message,
                                state == Health.OK ? "" : "does `holdfast serve` run there?",
                                Unit.COUNT,
                                0)),
                false);
    }

    private void start() {
        context.estate().deployments().stream().filter(Deployment::isWatched).forEach(this::watch);
        loops.add(backups);
        startLoops();
    }

    private void startLoops() {
        context.estate().alerts().forEach(this::deliver);
        loop("tidying", TIDY, this::tidy);
        loops.forEach(loop -> threads.add(loop.start()));
    }

    private void watch(Deployment deployment) {
        String label = deployment.label();
        Latencies latencies = new Latencies(label);
        Latencies judged = new Latencies(label);
        Probe probe =
                new Probe(
                        deployment,
                        context.health(),
                        context.clock(),
                        desk,
                        beat -> {
                            latencies.add(beat);
                            judged.add(beat);
                        });
        probes.add(probe);
        loop("probe of " + label, deployment.watching().probe(), probe::beat);
        loop(
                "measures of " + label,
                MEASURED,
                () -> context.metrics().add(latencies.take(context.clock().instant())));
        loop(
                "checks of " + label,
                deployment.watching().every(),
                () -> {
                    if (probe.isUp()) {
                        List<CheckResult> round = checks.round(deployment, judged.mean());
                        heard(round, false);
                        probe.spent(round);
                        judged.take(context.clock().instant());
                    }
                });
    }

    private void deliver(AlertRoute route) {
        if (route.target() instanceof DeadMan target) {
            loop("dead-man's switch " + route.name(), target.every(), () -> ping(route, target));
            return;
        }
        Courier courier =
                new Courier(
                        context.estate().name(),
                        route.name(),
                        new LinkedRoutes(routes, context).channel(route),
                        context.alerts(),
                        context.clock());
        loop("route " + route.name(), DELIVERY, courier::deliver);
    }

    /// Silence is the alarm: nothing is said when anything here hangs.
    private void ping(AlertRoute route, DeadMan target) throws InterruptedException {
        if (isWell()) {
            routes.ping(route.name(), target);
        }
    }

    private void tidy() {
        context.metrics().tidy(context.clock().instant());
        context.alerts().tidy(context.clock().instant().minus(ALERTS_KEPT));
    }

    private void loop(String name, Duration every, Loop.Body body) {
        loops.add(new Loop(name, every, context.clock(), body));
    }

    private void heard(List<CheckResult> found, boolean sure) {
        found.forEach(each -> results.put(each.check() + " " + each.database(), each));
        desk.take(found, sure);
    }

    /// Takes what an operation ended with, and looks again at the backups that it may have changed.
    public void take(CheckResult result) {
        heard(List.of(result), true);
        backups.soon();
    }

    /// Whether everything that recurs still does.
    public boolean isWell() {
        return loops.stream().allMatch(Loop::isAlive);
    }

    /// How things stand, for metrics and people.
    public WatchView view() {
        return new WatchView(
                probes.stream().flatMap(probe -> probe.view().stream()).toList(),
                List.copyOf(results.values()),
                context.alerts().open());
    }

    @Override
    public void close() {
        Threads.stop(threads);
        probes.forEach(Probe::close);
        routes.close();
        lock.close();
    }
}
