package dev.holdfast.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "3400000, 3.4 MB",
        "999499999, 999 MB",
        "999999999, 1.0 GB",
        "120000000000, 120 GB",
        "9223372036854775807, 9223 PB",
    })
    void writesSizesInThousands(long bytes, String text) {
        assertThat(Figures.size(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "430, 0.4 s",
        "9949, 9.9 s",
        "9950, 10 s",
        "59499, 59 s",
        "59999, 1 min",
        "72000, 1 min 12 s",
        "7500000, 2 h 5 min",
        "273600000, 3 d 4 h",
    })
    void writesDurationsInTwoUnits(long millis, String text) {
        assertThat(Figures.duration(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Test
    void saysHowLongAgo() {
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        assertThat(Figures.age(now.minusSeconds(200), now)).isEqualTo("3 min ago");
        assertThat(Figures.age(now.minus(Duration.ofHours(47)), now)).isEqualTo("47 h ago");
        assertThat(Figures.age(now.plusSeconds(5), now)).isEqualTo("0 s ago");
    }
}
