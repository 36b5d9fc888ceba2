package dev.holdfast.core.estate.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {

    @ParameterizedTest
    @CsvSource({
        "6 h, PT6H",
        "6h, PT6H",
        "30 min, PT30M",
        "500ms, PT0.5S",
        "2 d, PT48H",
        "1 w, PT168H",
        "1 h 30 min, PT1H30M",
        "1h30min, PT1H30M",
        "24 h, PT24H"
    })
    void readsDurations(String text, Duration duration) {
        assertThat(Quantities.duration(text)).contains(duration);
        assertThat(text).matches(Quantities.DURATION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "6",
                "h",
                "6 m",
                "6 hrs",
                "0 h",
                "-6 h",
                "6  h",
                "1.5 h",
                "6 h x",
                " 6 h",
                "daily",
                "99999999999 h",
                "6 H"
            })
    void refusesWhatIsNoDuration(String text) {
        assertThat(Quantities.duration(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1 B, 1",
        "200 GB, 200000000000",
        "200GB, 200000000000",
        "512 MiB, 536870912",
        "5 kB, 5000",
        "5 KiB, 5120",
        "3 TB, 3000000000000"
    })
    void readsSizes(String text, long bytes) {
        assertThat(Quantities.size(text)).contains(bytes);
        assertThat(text).matches(Quantities.SIZE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "200",
                "200 gigs",
                "0 GB",
                "-1 GB",
                "1.5 GB",
                "G",
                "1 iB",
                "999999999999 PB"
            })
    void refusesWhatIsNoSize(String text) {
        assertThat(Quantities.size(text)).isEmpty();
    }

    @Test
    void readsRates() {
        assertThat(Quantities.rate("20 MB/s")).contains(20_000_000L);
        assertThat(Quantities.rate("512KiB/s")).contains(524_288L);
        assertThat("20 MB/s").matches(Quantities.RATE);
        assertThat(Quantities.rate("20 MB")).isEmpty();
        assertThat(Quantities.rate("20 MB/h")).isEmpty();
        assertThat(Quantities.rate("0 MB/s")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"15 %, 15", "15%, 15", "0.5 %, 0.5", "100%, 100"})
    void readsPercentages(String text, double percent) {
        assertThat(Quantities.percent(text)).contains(percent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "15", "101 %", "-1 %", "%", "a %"})
    void refusesWhatIsNoPercentage(String text) {
        assertThat(Quantities.percent(text)).isEmpty();
    }
}
