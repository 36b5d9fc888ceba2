package dev.holdfast.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.testkit.MemoryStorage;
import dev.holdfast.vault.Collector.Collected;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Which streamed log goes, and when.
final class LogCollectionTest {
    private static final Duration DAY = Duration.ofHours(24);

    private final AtomicReference<Instant> now = new AtomicReference<>(Taking.NOON);
    private final MemoryStorage storage = new MemoryStorage("onsite", now::get);
    private final VaultKey key = VaultKey.random(Taking.RANDOM);
    private final Vault vault = Vault.create(storage, key, Taking.NOON, Taking.RANDOM);
    private final StreamedWal log = vault.streamedWal(Streaming.SYSTEM);
    private final Streaming streaming = new Streaming(List.of(vault), now::get);

    @Test
    void logBeforeTheOldestSnapshotGoes() throws Exception {
        streaming.segments(1, 0, 10);
        String first = streaming.snapshot(1, 2);
        streaming.snapshot(1, 6);
        collectForDays(3);
        assertThat(starts(1)).containsExactly(2, 3, 4, 5, 6, 7, 8, 9);

        vault.marks().expire(first, "test", "me@here", Taking.RANDOM);
        collect();
        assertThat(starts(1)).hasSize(8);
        collectForDays(3);
        assertThat(starts(1)).containsExactly(6, 7, 8, 9);
    }

    @Test
    void whatComesBackHasItsLog() throws Exception {
        String first = streaming.snapshot(1, 2);
        streaming.snapshot(1, 6);
        streaming.segments(1, 0, 10);
        collectForDays(3);
        vault.marks().expire(first, "test", "me@here", Taking.RANDOM);
        collect();
        pass(Duration.ofHours(22));
        vault.marks().undoExpiry(first, "me@here", Taking.RANDOM);
        collectForDays(3);
        assertThat(starts(1)).containsExactly(2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void piecesGoOnceTheirWholeIsThere() throws Exception {
        streaming.snapshot(1, 0);
        streaming.store(1, 0, Streaming.SEGMENT / 4);
        streaming.store(1, Streaming.SEGMENT / 4, Streaming.SEGMENT / 2);
        streaming.store(1, Streaming.SEGMENT, Streaming.SEGMENT + 100);
        collectForDays(3);
        assertThat(log.parts()).hasSize(3);

        streaming.store(1, 0, Streaming.SEGMENT);
        collectForDays(3);
        assertThat(log.parts().stream().map(StreamPart::to))
                .containsExactly(new Lsn(Streaming.SEGMENT), new Lsn(Streaming.SEGMENT + 100));
    }

    @Test
    void ofTwoThatAreTheSameOneStays() throws Exception {
        streaming.snapshot(1, 0);
        streaming.segments(1, 0, 3);
        streaming.segments(1, 0, 3);
        assertThat(log.parts()).hasSize(6);
        collectForDays(3);
        assertThat(starts(1)).containsExactly(0, 1, 2);
    }

    @Test
    void aSnapshotKeepsTheTimelinesThatLeadOnFromIt() throws Exception {
        log.keepHistory(2, "1\t%s\tno recovery target".formatted(Streaming.at(5)), Taking.RANDOM);
        log.keepHistory(3, "1\t%s\tno recovery target".formatted(Streaming.at(3)), Taking.RANDOM);
        streaming.segments(1, 0, 9);
        streaming.segments(2, 5, 9);
        streaming.segments(3, 3, 9);
        streaming.snapshot(1, 4);
        collectForDays(3);
        assertThat(starts(1)).containsExactly(4, 5, 6, 7, 8);
        assertThat(starts(2)).containsExactly(5, 6, 7, 8);
        assertThat(starts(3)).as("only where it would go on").containsExactly(8);
    }

    @Test
    void ofATimelineWhoseOriginNobodyKnowsAllStays() throws Exception {
        streaming.segments(2, 5, 9);
        streaming.snapshot(1, 7);
        collectForDays(3);
        assertThat(starts(2)).containsExactly(5, 6, 7, 8);
    }

    @Test
    void theNewestObjectShowsWhereAStreamGoesOn() throws Exception {
        streaming.segments(1, 0, 4);
        streaming.snapshot(1, 7);
        collectForDays(3);
        assertThat(starts(1)).containsExactly(3);
    }

    @Test
    void logOfAServerWithoutSnapshotsGoesToo() throws Exception {
        streaming.snapshot(1, 7);
        StreamedWal other = vault.streamedWal("42");
        try (StreamSealer sealer = new StreamSealer(vault, "42", Taking.RANDOM)) {
            for (int i = 0; i < 3; i++) {
                StreamSealer.Stretch stretch =
                        new StreamSealer.Stretch(
                                1, Streaming.at(i), Streaming.at(i + 1), now.get());
                other.store(sealer.seal(stretch, new byte[(int) Streaming.SEGMENT], 0));
            }
        }
        collectForDays(3);
        assertThat(other.parts().stream().map(StreamPart::from)).containsExactly(Streaming.at(2));
    }

    @Test
    void gapsGoWithTheLogBehindThem() throws Exception {
        streaming.segments(1, 0, 9);
        gap(1, 2);
        gap(4, 5);
        String unreadable = gap(1, 2);
        storage.corrupt(unreadable, bytes -> new byte[bytes.length]);
        streaming.snapshot(1, 3);
        collectForDays(3);
        assertThat(log.gaps().stream().map(StreamGap::from)).containsExactly(Streaming.at(4));
        assertThat(storage.keys()).contains(unreadable);
    }

    @Test
    void whatAFileSystemLeftEmptyGoes() throws Exception {
        streaming.snapshot(1, 0);
        streaming.segments(1, 0, 2);
        String whole = log.parts().getFirst().key();
        storage.corrupt(whole, _ -> new byte[0]);
        collectForDays(3);
        assertThat(storage.keys()).doesNotContain(whole);
    }

    @Test
    void whatWasBroughtAgainWhileItWasCondemnedStaysForAGrace() throws Exception {
        streaming.segments(1, 0, 4);
        streaming.snapshot(1, 2);
        pass(DAY);
        collect();
        StreamPart first = log.parts().getFirst();
        byte[] bytes = storage.bytes(first.key());
        pass(DAY);
        storage.corrupt(first.key(), _ -> bytes);
        collect();
        assertThat(starts(1)).containsExactly(0, 2, 3);
    }

    @Test
    void historiesStay() throws Exception {
        log.keepHistory(2, "1\t%s\tpromoted".formatted(Streaming.at(5)), Taking.RANDOM);
        streaming.snapshot(3, 9);
        collectForDays(5);
        assertThat(log.history(2)).isPresent();
    }

    private String gap(int from, int to) {
        List<String> before = storage.keys();
        StreamGap gap =
                new StreamGap(
                        1, Streaming.at(from), Streaming.at(to), Instant.EPOCH, now.get(), "test");
        new Notes(vault.objects())
                .write(
                        ObjectKeys.server(ObjectKeys.GAPS, Streaming.SYSTEM)
                                + ObjectKeys.randomHex(Taking.RANDOM),
                        gap,
                        Taking.RANDOM);
        return storage.keys().stream().filter(each -> !before.contains(each)).findFirst().get();
    }

    private List<Integer> starts(int timeline) {
        return log.parts().stream()
                .filter(part -> part.timeline() == timeline)
                .map(part -> (int) (part.from().value() / Streaming.SEGMENT))
                .toList();
    }

    private void collectForDays(int days) throws InterruptedException {
        for (int day = 0; day < days; day++) {
            pass(DAY);
            assertThat(collect().stopped()).isEmpty();
        }
    }

    private Collected collect() throws InterruptedException {
        return new Collector(vault, now::get, Taking.RANDOM, Progress.silent())
                .run(_ -> true, _ -> true);
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }
}
