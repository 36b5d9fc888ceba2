package dev.holdfast.server.api;

import dev.holdfast.practices.monitor.check.CheckResult;
import dev.holdfast.practices.monitor.check.ChecksReport;
import dev.holdfast.practices.monitor.watch.WatchView;
import dev.holdfast.practices.overview.CheckReport;
import dev.holdfast.server.live.Kept;
import dev.holdfast.server.workshop.Workshop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// What is not well and what to do, as `holdfast check` and `holdfast monitor checks` find it. Both
/// reach servers, so what they said is kept for a while.
final class FindingRoutes {
    private static final Duration FINDINGS_KEPT = Duration.ofMinutes(10);
    private static final Duration CHECKS_KEPT = Duration.ofMinutes(1);

    private final Supplier<WatchView> watch;
    private final InstantSource clock;
    private final Kept<Workshop, CheckReport> findings;
    private final Kept<Workshop, ChecksReport> checks;

    /// @param asOf when it was checked
    record FindingsAnswer(Instant asOf, CheckReport check) {

        static FindingsAnswer of(Kept.Answer<Workshop, CheckReport> answer) {
            return new FindingsAnswer(answer.at(), answer.value());
        }
    }

    /// @param asOf when servers and backups were asked
    record ChecksAnswer(Instant asOf, List<CheckResult> checks) {

        static ChecksAnswer of(Kept.Answer<Workshop, ChecksReport> answer) {
            return new ChecksAnswer(answer.at(), answer.value().checks());
        }
    }

    /// @param watch empty while nothing is watched: then servers are asked
    FindingRoutes(Supplier<Workshop> workshop, Supplier<WatchView> watch, InstantSource clock) {
        this.watch = watch;
        this.clock = clock;
        this.findings = new Kept<>(workshop, Workshop::check, clock);
        this.checks = new Kept<>(workshop, Workshop::checks, clock);
    }

    List<Route> all() {
        return List.of(
                Route.get(
                        "/api/v1/findings",
                        "What the last check of the estate found, ten minutes old at most",
                        FindingsAnswer.class,
                        _ -> FindingsAnswer.of(findings.get(FINDINGS_KEPT))),
                Route.post(
                        "/api/v1/findings",
                        "Checks the estate, every server and every storage now",
                        FindingsAnswer.class,
                        call -> FindingsAnswer.of(anew(call))),
                Route.get(
                        "/api/v1/checks",
                        "What the daemon's checks of servers and backups said last",
                        ChecksAnswer.class,
                        _ -> checks()));
    }

    private ChecksAnswer checks() {
        List<CheckResult> watched = watch.get().results();
        return watched.isEmpty()
                ? ChecksAnswer.of(checks.get(CHECKS_KEPT))
                : new ChecksAnswer(clock.instant(), watched);
    }

    private Kept.Answer<Workshop, CheckReport> anew(Call call) {
        call.asCaller(findings::refresh);
        return findings.get(FINDINGS_KEPT);
    }
}
