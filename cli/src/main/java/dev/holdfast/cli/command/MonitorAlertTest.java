package dev.holdfast.cli.command;

import dev.holdfast.cli.terminal.Style;
import dev.holdfast.cli.terminal.Table;
import dev.holdfast.core.alert.RouteTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `holdfast monitor alert-test`
@Command(
        name = "alert-test",
        description = "Really sends a test on every route, and says what came of it.",
        footer = {
            "",
            "`accepted` means that the receiver's protocol took it; whether somebody saw it, ask",
            "them. A route that was not tested for a month is a finding of `monitor checks`.",
            "",
            "Example:",
            "  holdfast monitor alert-test",
            "",
            "Exit codes: 0 every route took it; 1 one did not; 2 no such route;",
            "  3 configuration, or no route is declared.",
        })
final class MonitorAlertTest implements Action {
    @Parameters(
            arity = "0..1",
            paramLabel = "ROUTE",
            description = "The name of one of alerts:; default: all.")
    Optional<String> route = Optional.empty();

    private record Line(String route, String state, String problem) {}

    private record Document(List<Line> routes) {}

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        List<RouteTest> tests = invocation.session().alerts().test(route);
        List<Line> document =
                tests.stream()
                        .map(each ->
                                new Line(
                                        each.route(),
                                        each.isAccepted() ? "accepted" : "failed",
                                        each.problem()))
                        .toList();
        boolean well = tests.stream().allMatch(RouteTest::isAccepted);
        return Answer.of(new Document(document), lines(tests, invocation.style()), well);
    }

    private static List<String> lines(List<RouteTest> tests, Style style) {
        Table table = new Table("ROUTE", "STATE");
        List<String> problems = new ArrayList<>();
        for (RouteTest test : tests) {
            table.row(
                    test.route(), test.isAccepted() ? style.good("accepted") : style.bad("failed"));
            if (!test.isAccepted()) {
                problems.add(test.problem());
            }
        }
        List<String> lines = new ArrayList<>(table.lines(style));
        lines.addAll(problems);
        return lines;
    }
}
