package dev.holdfast.storages.wrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.storage.Content;
import dev.holdfast.testkit.MemoryStorage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ThrottledTest {
    private static final int SIZE = 1_000_000;
    private static final Duration LEAST = Duration.ofMillis(9_800);
    private static final Duration MOST = Duration.ofSeconds(10);

    private final CountingPause pause = new CountingPause();
    private final MemoryStorage peer = new MemoryStorage("cloud");
    private final Throttled storage = new Throttled(peer, 100_000, pause);

    @Test
    void writesNoFasterThanItMay() {
        storage.create("a", Content.of(new byte[SIZE]));
        assertThat(pause.total()).isBetween(LEAST, MOST);
        assertThat(peer.bytes("a")).hasSize(SIZE);
    }

    @Test
    void readsNoFasterThanItMay() throws IOException {
        peer.create("a", Content.of(new byte[SIZE]));
        try (InputStream stream = storage.read("a")) {
            assertThat(stream.readAllBytes()).hasSize(SIZE);
        }
        assertThat(pause.total()).isBetween(LEAST, MOST);
        storage.read("a", 0, ByteBuffer.allocate(SIZE));
        assertThat(pause.total()).isBetween(LEAST.multipliedBy(2), MOST.multipliedBy(2));
    }

    @Test
    void savesALittleOfWhatWasNotUsed() {
        Rate up = new Rate(100_000, 0);
        assertThat(up.take(50_000, 0)).isEqualTo(Duration.ofMillis(500));
        assertThat(up.take(10_000, 0)).isEqualTo(Duration.ofMillis(600));
        assertThat(up.take(10_000, Duration.ofSeconds(5).toNanos())).isEqualTo(Duration.ZERO);
    }
}
