package dev.holdfast.app.demo;

import dev.holdfast.cli.terminal.Figures;
import dev.holdfast.cli.terminal.Style;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Tells the tour line by line, 80 columns wide, and remembers what it told.
final class Narrator {

    private static final int WIDTH = 80;
    private static final String INDENT = "    ";

    private final Consumer<String> out;
    private final Style style;
    private final List<Told> scenes = new ArrayList<>();
    private List<String> lines = new ArrayList<>();
    private List<String> commands = new ArrayList<>();

    /// One scene as it was told.
    ///
    /// @param byHand the commands that do the same
    record Told(String title, double seconds, List<String> lines, List<String> byHand) {
        Told {
            lines = List.copyOf(lines);
            byHand = List.copyOf(byHand);
        }
    }

    Narrator(Consumer<String> out, Style style) {
        this.out = out;
        this.style = style;
    }

    void play(Scene scene) throws InterruptedException {
        lines = new ArrayList<>();
        commands = new ArrayList<>();
        String number = String.format(Locale.ROOT, "%2d", scenes.size() + 1);
        out.accept("");
        out.accept(number + "  " + style.strong(scene.title()));
        long began = System.nanoTime();
        scene.act().play(this);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        for (String command : commands) {
            out.accept(INDENT + style.faint("by hand: ") + command);
        }
        out.accept(INDENT + style.faint("took " + Figures.duration(took)));
        scenes.add(new Told(scene.title(), took.toMillis() / 1000.0, lines, commands));
    }

    /// A result of the current scene; long ones go on in the next line.
    void say(String text) {
        lines.add(text);
        String rest = text;
        while (INDENT.length() + rest.length() > WIDTH) {
            int cut = rest.lastIndexOf(' ', WIDTH - INDENT.length());
            if (cut <= 0) {
                break;
            }
            out.accept(INDENT + rest.substring(0, cut));
            rest = "  " + rest.substring(cut + 1);
        }
        out.accept(INDENT + rest);
    }

    void good(String text) {
        lines.add(text);
        out.accept(INDENT + style.good(text));
    }

    void bad(String text) {
        lines.add(text);
        out.accept(INDENT + style.bad(text));
    }

    /// The command that does by hand what the current scene did, in the tour's directory.
    void byHand(String command) {
        commands.add(command);
    }

    /// Outside any scene.
    void aside(String line) {
        out.accept(line);
    }

    void summary() {
        out.accept("");
        double total = 0;
        for (int i = 0; i < scenes.size(); i++) {
            Told scene = scenes.get(i);
            total += scene.seconds();
            out.accept(row(Integer.toString(i + 1), scene.title(), scene.seconds()));
        }
        out.accept(style.strong(row("", "in all", total)));
    }

    private static String row(String number, String title, double seconds) {
        return String.format(Locale.ROOT, "%2s  %-60s %7.1f s", number, title, seconds);
    }

    List<Told> told() {
        return List.copyOf(scenes);
    }
}
