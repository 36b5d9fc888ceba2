package dev.holdfast.server.api;

import dev.holdfast.practices.overview.CheckReport;
import dev.holdfast.server.live.Kept;
import dev.holdfast.server.workshop.Workshop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// What is not well and what to do, as `holdfast check` finds it. It reaches every server and
/// storage, so it is kept for a while.
final class FindingRoutes {
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Kept<Workshop, CheckReport> checks;

    /// @param asOf when it was checked
    record FindingsAnswer(Instant asOf, CheckReport check) {

        static FindingsAnswer of(Kept.Answer<Workshop, CheckReport> answer) {
            return new FindingsAnswer(answer.at(), answer.value());
        }
    }

    FindingRoutes(Supplier<Workshop> workshop, InstantSource clock) {
        this.checks = new Kept<>(workshop, Workshop::check, clock);
    }

    List<Route> all() {
        return List.of(
                Route.get(
                        "/api/v1/findings",
                        "What the last check found, ten minutes old at most",
                        FindingsAnswer.class,
                        _ -> FindingsAnswer.of(checks.get(KEPT))),
                Route.post(
                        "/api/v1/findings",
                        "Checks every server and storage now",
                        FindingsAnswer.class,
                        _ -> FindingsAnswer.of(checks.refresh())));
    }
}
