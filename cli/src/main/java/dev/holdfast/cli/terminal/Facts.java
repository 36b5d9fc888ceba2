package dev.holdfast.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/// Names and values below each other, the values aligned. A value of several lines continues below
/// its first; a name that is repeated is shown once.
public final class Facts {
    private static final String INDENT = "  ";

    private final List<Fact> facts = new ArrayList<>();

    private record Fact(String name, String value) {}

    public Facts fact(String name, String value) {
        value.lines().forEach(line -> facts.add(new Fact(name, line)));
        return this;
    }

    public Facts factIf(boolean wanted, String name, String value) {
        return wanted ? fact(name, value) : this;
    }

    public List<String> lines(Style style) {
        int width = facts.stream().mapToInt(fact -> fact.name().length()).max().orElse(0);
        List<String> lines = new ArrayList<>();
        String previous = "";
        for (Fact fact : facts) {
            String shown = fact.name().equals(previous) ? "" : fact.name();
            String padding = " ".repeat(width - shown.length() + 2);
            lines.add(INDENT + style.faint(shown) + padding + fact.value());
            previous = fact.name();
        }
        return lines;
    }
}
