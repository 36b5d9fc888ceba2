package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.cli.terminal.Table;
import dev.holdfast.core.alert.RouteTest;
import dev.holdfast.core.estate.option.Quantities;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `holdfast monitor alert-test`
@Command(
        name = "alert-test",
        description = "Really sends a test on every route, and says what came of it.",
        footer = {
            "",
            "`accepted` means that the receiver's protocol took it; `received` that a person",
            "followed the link in it, which needs a running `holdfast serve`. A route that was",
            "not tested for a month is a finding of `monitor checks`.",
            "",
            "Example:",
            "  holdfast monitor alert-test team --wait 5min",
            "",
            "Exit codes: 0 every route took it; 1 one did not, or nobody followed its link in",
            "  time; 2 no such route; 3 configuration, or no route is declared.",
        })
final class MonitorAlertTest implements Action {
    @Parameters(
            arity = "0..1",
            paramLabel = "ROUTE",
            description = "The name of one of alerts:; default: all.")
    Optional<String> route = Optional.empty();

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            description = "Wait so long for somebody to follow the link in it.")
    Optional<String> patience = Optional.empty();

    private record Line(String route, String state, Optional<Instant> received, String problem) {}

    private record Document(List<Line> routes) {}

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        Duration wait = patience.map(MonitorAlertTest::duration).orElse(Duration.ZERO);
        List<RouteTest> tests = invocation.session().alerts().test(route, wait);
        List<Line> document =
                tests.stream()
                        .map(each ->
                                new Line(
                                        each.route(),
                                        each.state(),
                                        each.received(),
                                        each.problem()))
                        .toList();
        boolean well =
                tests.stream()
                        .allMatch(each ->
                                each.state().equals("received")
                                        || (each.isAccepted() && patience.isEmpty()));
        return Answer.of(new Document(document), lines(tests, invocation.style()), well);
    }

    private static Duration duration(String text) {
        return Quantities.duration(text)
                .orElseThrow(() ->
                        new HoldfastException(
                                ProblemCode.USAGE,
                                "--wait is no duration: '" + text + "'",
                                "write --wait 5min"));
    }

    private static List<String> lines(List<RouteTest> tests, Style style) {
        Table table = new Table("ROUTE", "STATE", "LAST RECEIVED");
        List<String> problems = new ArrayList<>();
        for (RouteTest test : tests) {
            table.row(
                    test.route(),
                    test.isAccepted() ? style.good(test.state()) : style.bad(test.state()),
                    test.received().map(Figures::time).orElse("never"));
            if (!test.isAccepted()) {
                problems.add(test.problem());
            }
        }
        List<String> lines = new ArrayList<>(table.lines(style));
        lines.addAll(problems);
        return lines;
    }
}
