package dev.holdfast.practices.monitor.alert;

import dev.holdfast.core.alert.Alert;
import dev.holdfast.core.alert.AlertStore;
import dev.holdfast.core.alert.Notice;
import dev.holdfast.core.alert.Notice.Kind;
import dev.holdfast.core.alert.Silence;
import dev.holdfast.core.estate.AlertRoute;
import dev.holdfast.core.estate.AlertRoute.DeadMan;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.health.Health;
import dev.holdfast.practices.monitor.check.CheckResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One alert for each problem: opened when it was found twice (at once, where the result is sure),
/// told again when it gets worse or when nobody acknowledged it for long, and resolved when it was
/// well twice. While a database does not answer, nothing else of it is alerted.
///
/// Safe for many threads.
public final class AlertDesk {
    private static final int ROUNDS = 2;

    private final Estate estate;
    private final AlertStore store;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final Consumer<String> say;
    private final Map<Key, Integer> streaks = new HashMap<>();

    private record Key(String check, String database, boolean bad) {}

    /// @param ids makes ids of alerts
    /// @param say takes a line for whoever watches the process
    public AlertDesk(
            Estate estate,
            AlertStore store,
            InstantSource clock,
            Supplier<String> ids,
            Consumer<String> say) {
        this.estate = estate;
        this.store = store;
        this.clock = clock;
        this.ids = ids;
        this.say = say;
    }

    /// @param sure whether one result is enough
    public synchronized void take(List<CheckResult> results, boolean sure) {
        Instant now = clock.instant();
        List<Alert> open = new ArrayList<>(store.open());
        List<Alert> changed = new ArrayList<>();
        List<Notice> notices = new ArrayList<>();
        List<Silence> silences = store.silences(now);
        for (CheckResult result : results) {
            next(result, open, now, sure)
                    .ifPresent(alert -> changed.add(tell(alert, open, silences, now, notices)));
        }
        store.record(changed, notices);
    }

    /// The alert as it is after `result`; empty when nothing is to be kept.
    private Optional<Alert> next(CheckResult result, List<Alert> open, Instant now, boolean sure) {
        Optional<Alert> known =
                open.stream()
                        .filter(each -> each.isOf(result.check(), result.database()))
                        .findFirst();
        if (result.state() == Health.UNKNOWN) {
            return Optional.empty();
        }
        boolean bad = result.state().isBad();
        int streak = streak(result, bad);
        boolean enough = sure || streak >= ROUNDS;
        if (bad) {
            return known.map(alert ->
                            alert.seenAs(result.state(), result.message(), result.hint(), now))
                    .or(() ->
                            enough && !isDown(result, open)
                                    ? Optional.of(opened(result, now))
                                    : Optional.empty());
        }
        return known.filter(_ -> enough).map(alert -> alert.resolvedAt(result.message(), now));
    }

    private int streak(CheckResult result, boolean bad) {
        streaks.remove(new Key(result.check(), result.database(), !bad));
        return streaks.merge(new Key(result.check(), result.database(), bad), 1, Integer::sum);
    }

    private static boolean isDown(CheckResult result, List<Alert> open) {
        return !result.check().equals(CheckResult.AVAILABLE)
                && open.stream()
                        .anyMatch(each -> each.isOf(CheckResult.AVAILABLE, result.database()));
    }

    private Alert opened(CheckResult result, Instant now) {
        return new Alert(
                ids.get(),
                result.database(),
                result.check(),
                result.state(),
                result.message(),
                result.hint(),
                now,
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Alert tell(
            Alert alert,
            List<Alert> open,
            List<Silence> silences,
            Instant now,
            List<Notice> notices) {
        Optional<Alert> before =
                open.stream().filter(each -> each.id().equals(alert.id())).findFirst();
        if (before.isEmpty() || alert.resolved().isPresent()) {
            speak(alert);
        }
        if (isSilenced(alert, silences, now)) {
            return alert;
        }
        boolean told = false;
        for (AlertRoute route : estate.alerts()) {
            Optional<Kind> kind = kind(alert, before, route, now);
            if (kind.isPresent() && !(route.target() instanceof DeadMan)) {
                notices.add(Notice.of(alert, kind.get(), route.name(), now));
                told = true;
            }
        }
        return told || alert.told().isEmpty() ? alert.toldAt(now) : alert;
    }

    private static Optional<Kind> kind(
            Alert alert, Optional<Alert> before, AlertRoute route, Instant now) {
        Health was = before.map(Alert::state).orElse(Health.OK);
        boolean heard = alert.told().isPresent() && !route.least().isWorseThan(was);
        if (alert.resolved().isPresent()) {
            return heard ? Optional.of(Kind.RESOLVED) : Optional.empty();
        }
        if (route.least().isWorseThan(alert.state())) {
            return Optional.empty();
        }
        if (!heard) {
            return Optional.of(Kind.OPENED);
        }
        if (alert.state().isWorseThan(was)) {
            return Optional.of(Kind.WORSE);
        }
        return isReminderDue(alert, route, now) ? Optional.of(Kind.REMINDER) : Optional.empty();
    }

    private static boolean isReminderDue(Alert alert, AlertRoute route, Instant now) {
        Duration since = Duration.between(alert.told().orElse(now), now);
        return alert.acknowledged().isEmpty() && since.compareTo(route.remind()) >= 0;
    }

    private boolean isSilenced(Alert alert, List<Silence> silences, Instant now) {
        return silences.stream().anyMatch(each -> each.covers(alert, now))
                || estate.deployments().stream()
                        .filter(each -> each.label().equals(alert.database()))
                        .map(Deployment::watching)
                        .anyMatch(policy -> policy.isMaintenance(now, estate.timeZone()));
    }

    private void speak(Alert alert) {
        say.accept(
                alert.resolved().isPresent()
                        ? "resolved: %s %s: %s"
                                .formatted(alert.check(), alert.database(), alert.message())
                        : "ALERT %s %s: %s: %s"
                                .formatted(
                                        alert.state().word(),
                                        alert.check(),
                                        alert.database(),
                                        alert.message()));
    }
}
