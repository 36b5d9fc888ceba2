package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.moment.Moment;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.moment.Past;
import dev.holdfast.practices.backup.moment.Window;
import dev.holdfast.practices.backup.moment.Windows;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Why a moment cannot be brought back, and what is nearest to it.
record Impossible(String label, Moment moment, List<Past> pasts, Instant now) {

    HoldfastException problem() {
        return switch (moment) {
            case Moment.AtTime(Instant time) -> time(time);
            case Moment.AtLsn(Lsn lsn) -> lsn(lsn);
            case Moment.AtTransaction _ ->
                    problem(
                            "no stored WAL has the end of that transaction",
                            "see what is stored: holdfast backup list " + label);
            case Moment.AtPoint _ ->
                    problem(
                            "no stored WAL has a restore point of that name",
                            "see what is stored: holdfast backup list " + label);
            case Moment.Latest _, Moment.AtSnapshot _ ->
                    problem("there is no snapshot that can be read", "holdfast vault check");
        };
    }

    private HoldfastException time(Instant time) {
        if (time.isAfter(now)) {
            return problem("it is in the future", "the newest there is: --at latest");
        }
        Optional<Window> before =
                windows().stream()
                        .filter(window -> window.to().isBefore(time))
                        .max(Comparator.comparing(Window::to));
        Optional<Window> after =
                windows().stream()
                        .filter(window -> time.isBefore(window.from()))
                        .min(Comparator.comparing(Window::from));
        if (before.isEmpty()) {
            return problem("it is before the first snapshot that is kept", nearest(before, after));
        }
        if (after.isEmpty()) {
            return problem("what is stored ends at " + before.get().to(), nearest(before, after));
        }
        return problem(
                "no storage has all of the WAL up to it" + reason(time), nearest(before, after));
    }

    private String reason(Instant time) {
        return pasts.stream()
                .flatMap(past -> new Windows(past).holes().stream())
                .filter(hole -> !time.isBefore(hole.from()) && !hole.to().isBefore(time))
                .findFirst()
                .map(hole -> ": " + hole.reason())
                .orElse("");
    }

    private HoldfastException lsn(Lsn lsn) {
        Optional<Window> before =
                windows().stream()
                        .filter(window -> window.toLsn().isBefore(lsn))
                        .max(Comparator.comparing(Window::toLsn));
        Optional<Window> after =
                windows().stream()
                        .filter(window -> lsn.isBefore(window.fromLsn()))
                        .min(Comparator.comparing(Window::fromLsn));
        String left = before.map(window -> "--at lsn:" + window.toLsn()).orElse("");
        String right = after.map(window -> "--at lsn:" + window.fromLsn()).orElse("");
        return problem("no storage has all of the WAL up to it", nearest(left, right));
    }

    private static String nearest(Optional<Window> before, Optional<Window> after) {
        return nearest(
                before.map(window -> "--at " + window.to()).orElse(""),
                after.map(window -> "--at " + window.from()).orElse(""));
    }

    private static String nearest(String before, String after) {
        if (before.isEmpty() || after.isEmpty()) {
            return "the nearest is " + before + after;
        }
        return "the nearest are " + before + " and " + after;
    }

    private List<Window> windows() {
        return pasts.stream().flatMap(past -> new Windows(past).all().stream()).toList();
    }

    private HoldfastException problem(String why, String hint) {
        return new HoldfastException(
                ProblemCode.MOMENT_UNKNOWN,
                "'%s' cannot be brought back to %s: %s".formatted(label, moment, why),
                hint);
    }
}
