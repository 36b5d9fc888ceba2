package dev.holdfast.practices.monitor.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.alert.Alert;
import dev.holdfast.core.health.Health;
import dev.holdfast.core.health.Pulse.Standby;
import dev.holdfast.core.health.Unit;
import dev.holdfast.practices.monitor.check.CheckResult;
import dev.holdfast.practices.monitor.watch.WatchView;
import dev.holdfast.practices.monitor.watch.WatchView.Cost;
import dev.holdfast.practices.monitor.watch.WatchView.DatabaseView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class PrometheusTextTest {
    private static final Path DIST = Path.of("..", "dist");
    private static final String HOSTILE = "a\"b\\c\nd 1} 2";

    private static final WatchView VIEW =
            new WatchView(
                    List.of(
                            database("shop@production", OptionalDouble.of(0.0021)),
                            database("gone@production", OptionalDouble.empty())),
                    List.of(
                            check("connections", Optional.of(17.5)),
                            check("bloat", Optional.empty())),
                    List.of(alert()));

    private static DatabaseView database(String label, OptionalDouble latency) {
        return new DatabaseView(
                label,
                latency.isPresent(),
                latency,
                latency.isPresent() ? List.of(new Standby(HOSTILE, 1 << 20, 0.5)) : List.of(),
                new Cost(1.25, 0.5));
    }

    private static CheckResult check(String name, Optional<Double> value) {
        Health state = value.isPresent() ? Health.WARNING : Health.UNKNOWN;
        return new CheckResult(
                name, "shop@production", state, value, "message", "", Unit.PERCENT, 0.003);
    }

    private static Alert alert() {
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        return new Alert(
                "3f2a9c01",
                "shop@production",
                "connections",
                Health.WARNING,
                "",
                "",
                now,
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void isWhatPrometheusReads() {
        String text = PrometheusText.of(VIEW, "1.2.3");
        Scrape scrape = Scrape.of(text);
        assertThat(text.lines())
                .contains(
                        "holdfast_build_info{version=\"1.2.3\"} 1",
                        "holdfast_database_up{database=\"shop@production\"} 1.0",
                        "holdfast_probe_duration_seconds{database=\"shop@production\"} 0.0021",
                        "holdfast_check_state{check=\"connections\",database=\"shop@production\"} 2.0",
                        "holdfast_check_value{check=\"connections\",database=\"shop@production\","
                                + "unit=\"percent\"} 17.5",
                        "holdfast_alerts_open{state=\"warning\"} 1.0",
                        "holdfast_monitoring_seconds_total{database=\"shop@production\","
                                + "part=\"checks\"} 0.5");
        assertThat(scrape.series()).anyMatch(each -> each.contains("a\\\"b\\\\c\\nd 1} 2"));
    }

    @Test
    void saysOfADatabaseThatIsDownThatItIsDownAndNothingElse() {
        assertThat(PrometheusText.of(VIEW, "1").lines().filter(line -> line.contains("gone@")))
                .containsExactlyInAnyOrder(
                        "holdfast_database_up{database=\"gone@production\"} 0.0",
                        "holdfast_monitoring_seconds_total{database=\"gone@production\","
                                + "part=\"probe\"} 1.25",
                        "holdfast_monitoring_seconds_total{database=\"gone@production\","
                                + "part=\"checks\"} 0.5");
    }

    @Test
    void whatLiesInDistAsksForNamesThatAreServed() throws IOException {
        Set<String> served = Scrape.of(PrometheusText.of(VIEW, "1")).types().keySet();
        Set<String> rules = names(DIST.resolve("prometheus/holdfast-rules.yml"));
        Set<String> dashboard = names(DIST.resolve("grafana/holdfast.json"));
        assertThat(rules).hasSizeGreaterThan(3);
        assertThat(dashboard).hasSizeGreaterThan(5);
        assertThat(served).containsAll(rules).containsAll(dashboard);
    }

    private static Set<String> names(Path file) throws IOException {
        return Pattern.compile("\\bholdfast_[a-z_]+")
                .matcher(Files.readString(file))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }
}
