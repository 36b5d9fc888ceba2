package dev.holdfast.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.operation.Progress.Unit;
import dev.holdfast.core.operation.ProgressView.StepView;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarLineTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private static StepView step(long done, OptionalLong total) {
        return new StepView(
                0,
                "read pages",
                done,
                total,
                Optional.of(Unit.BYTES),
                NOW.minusSeconds(10),
                Optional.empty(),
                "");
    }

    @Test
    void showsBarPercentAmountRateAndTimeLeft() {
        String line =
                new BarLine(Glyphs.ASCII, 110)
                        .of(step(500_000_000, OptionalLong.of(1_000_000_000)), 50e6, NOW);
        assertThat(line)
                .startsWith("read pages ")
                .contains("##########..........")
                .contains(" 50 %")
                .contains("500 MB/1.0 GB")
                .contains("50.0 MB/s")
                .endsWith("10 s left");
    }

    @Test
    void showsTheAmountAloneWhenTheTotalIsNotKnown() {
        String line =
                new BarLine(Glyphs.ASCII, 79).of(step(5_000_000, OptionalLong.empty()), 0, NOW);
        assertThat(line.strip()).isEqualTo("read pages" + " ".repeat(24) + "5.0 MB");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 30, 53, 54, 60, 79, 110})
    void isNeverWiderThanTheTerminal(int width) {
        String line =
                new BarLine(Glyphs.UNICODE, width)
                        .of(step(999_999_999, OptionalLong.of(1_000_000_000)), 1, NOW);
        assertThat(line.length()).isLessThanOrEqualTo(width);
    }

    @Test
    void saysHundredPercentOnlyWhenAllIsDone() {
        assertThat(new StepText(step(999_999, OptionalLong.of(1_000_000))).percent()).isEqualTo(99);
        assertThat(new StepText(step(1_000_000, OptionalLong.of(1_000_000))).percent())
                .isEqualTo(100);
    }
}
