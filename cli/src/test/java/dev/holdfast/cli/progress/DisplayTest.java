package dev.holdfast.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.terminal.Style;
import dev.holdfast.core.journal.OperationState;
import dev.holdfast.core.operation.Event;
import dev.holdfast.core.operation.Progress.Unit;
import dev.holdfast.core.operation.ProgressView;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DisplayTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private record OneStep(StepView step) implements ProgressView {
        @Override
        public List<StepView> steps() {
            return List.of(step);
        }

        @Override
        public Optional<StepView> current() {
            return Optional.of(step);
        }

        @Override
        public List<String> notes() {
            return List.of();
        }
    }

    private static ProgressView.StepView step(long done, Optional<Instant> finished) {
        return new ProgressView.StepView(
                0,
                "read pages",
                done,
                OptionalLong.of(2_000_000),
                Optional.of(Unit.BYTES),
                START,
                finished,
                "");
    }

    private static void play(ProgressDisplay display) {
        OneStep half = new OneStep(step(1_000_000, Optional.empty()));
        display.on(new Event.Started("3f2a", "backup run", "shop@production", START, half));
        display.on(new Event.StepStarted("3f2a", 0, "read pages", START));
        display.on(new Event.Note("3f2a", "reads everything: no former snapshot", START));
        Optional<Instant> end = Optional.of(START.plusSeconds(4));
        display.on(new Event.StepEnded("3f2a", step(2_000_000, end), true));
        display.on(
                new Event.Finished(
                        "3f2a",
                        OperationState.DONE,
                        Duration.ofSeconds(4),
                        Optional.empty(),
                        List.of()));
        display.close();
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void writesPlainLinesWhereNobodyLooksOn() {
        play(new LineDisplay(err, () -> START));
        assertThat(written().lines())
                .containsExactly(
                        "operation 3f2a: backup run shop@production",
                        "read pages",
                        "note: reads everything: no former snapshot",
                        "read pages: done, 2.0 MB in 4.0 s");
    }

    @Test
    void tellsHowFarALongStepIs() {
        LineDisplay display = new LineDisplay(err, () -> START.plusSeconds(10));
        OneStep half = new OneStep(step(1_000_000, Optional.empty()));
        display.on(new Event.Started("3f2a", "backup run", "shop", START, half));
        display.tick();
        display.close();
        assertThat(written()).contains("read pages: 50 %, 1.0 MB/2.0 MB, 100 kB/s, 10 s left");
    }

    @Test
    void leavesNoHalfDrawnBarOnATerminal() {
        TerminalWidth width = new TerminalWidth(Map.of("COLUMNS", "80"));
        play(new LiveDisplay(err, Style.plain(), width, Glyphs.ASCII, () -> START));
        assertThat(onScreen())
                .containsExactly(
                        "operation 3f2a",
                        "reads everything: no former snapshot",
                        "* read pages" + " ".repeat(22) + "2.0 MB in 4.0 s");
        assertThat(written()).contains("##########..........");
    }

    /// What a terminal would show: each line as it was left by its last redraw.
    private List<String> onScreen() {
        return Arrays.stream(written().split("\n"))
                .map(line -> line.substring(line.lastIndexOf('\r') + 1).replace("\u001b[K", ""))
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
