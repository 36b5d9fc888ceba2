package dev.holdfast.practices.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ThroughputTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private final Throughput throughput = new Throughput();

    @Test
    void countsASecondFromOneLookToTheNext() {
        throughput.heard(1_000);
        assertThat(throughput.take(NOW)).isEmpty();
        throughput.heard(1_100);
        throughput.heard(1_250);
        assertThat(throughput.take(NOW.plusSeconds(10))).hasValue(25);
        assertThat(throughput.take(NOW.plusSeconds(20))).hasValue(0);
    }

    @Test
    void saysNothingAfterAReset() {
        throughput.heard(1_000);
        assertThat(throughput.take(NOW)).isEmpty();
        throughput.heard(3);
        assertThat(throughput.take(NOW.plusSeconds(10))).isEmpty();
        throughput.heard(13);
        assertThat(throughput.take(NOW.plusSeconds(20))).hasValue(1);
    }
}
