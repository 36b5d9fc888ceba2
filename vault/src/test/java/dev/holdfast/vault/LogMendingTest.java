package dev.holdfast.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.testkit.MemoryStorage;
import dev.holdfast.vault.CopyCheck.Depth;
import dev.holdfast.vault.CopyCheck.Flaw;
import dev.holdfast.vault.Mending.Mended;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Log that is missing or damaged in one copy: it is told, brought and mended.
final class LogMendingTest {
    private static final long SEGMENT = Streaming.SEGMENT;

    private final AtomicReference<Instant> now = new AtomicReference<>(Taking.NOON);
    private final MemoryStorage onsite = new MemoryStorage("onsite", now::get);
    private final MemoryStorage cloud = new MemoryStorage("cloud", now::get);
    private final VaultKey key = VaultKey.random(Taking.RANDOM);
    private final Vault here = Vault.create(onsite, key, Taking.NOON, Taking.RANDOM);
    private final Vault there = Vault.createLike(here, cloud);
    private final Streaming both = new Streaming(List.of(here, there), now::get);
    private final Streaming onlyHere = new Streaming(List.of(here), now::get);
    private final Streaming onlyThere = new Streaming(List.of(there), now::get);

    enum Harm {
        DELETED,
        TRUNCATED,
        SWAPPED,
        OF_ANOTHER_SYSTEM
    }

    @ParameterizedTest
    @EnumSource
    void aSegmentIsToldAndMended(Harm harm) throws Exception {
        both.snapshot(1, 0);
        both.segments(1, 0, 5);
        harm(harm, log(there).get(2), log(there).get(3));

        assertThat(flaws(there, Depth.HASHES)).hasSize(1);
        assertThat(flaws(there, Depth.LISTING)).hasSize(harm == Harm.DELETED ? 1 : 0);
        assertThat(flaws(here, Depth.HASHES)).isEmpty();
        assertThat(heal(there, here, true).mended()).hasSize(1);
        assertThat(flaws(there, Depth.EVERYTHING)).isEmpty();
        assertThat(log(there)).isEqualTo(log(here));
        assertThat(heal(there, here, true).mended()).isEmpty();
    }

    @Test
    void aPieceIsMendedByWhatOthersStored() throws Exception {
        both.snapshot(1, 0);
        onlyHere.store(1, 0, 1000);
        onlyHere.store(1, 1000, 3000);
        onlyThere.store(1, 0, 2000);
        onlyThere.store(1, 2000, 3000);
        String damaged = log(there).get(0);
        cloud.corrupt(damaged, bytes -> new byte[bytes.length]);

        assertThat(flaws(there, Depth.HASHES).stream().map(Flaw::object)).containsExactly(damaged);
        assertThat(heal(there, here, true).unmended()).isEmpty();
        assertThat(flaws(there, Depth.HASHES)).isEmpty();
        assertThat(cloud.keys()).doesNotContain(damaged);
        assertReaches(there, 3000);
    }

    @Test
    void whatNobodyHasIsNotMendedAndStays() throws Exception {
        both.snapshot(1, 0);
        both.segments(1, 0, 3);
        String lost = log(here).get(1);
        onsite.corrupt(lost, bytes -> new byte[bytes.length]);
        cloud.corrupt(lost, bytes -> new byte[bytes.length]);

        Mended mended = heal(there, here, true);
        assertThat(mended.unmended().stream().map(Mending.Unmended::object)).containsExactly(lost);
        assertThat(cloud.keys()).contains(lost);
    }

    @Test
    void aStorageThatWasAwayIsCaughtUp() throws Exception {
        both.segments(1, 0, 3);
        onlyHere.segments(1, 3, 6);
        onlyHere.store(1, 6 * SEGMENT, 6 * SEGMENT + 500);
        here.streamedWal(Streaming.SYSTEM)
                .keepHistory(2, "1\t%s\tpromoted".formatted(Streaming.at(5)), Taking.RANDOM);
        onlyHere.segments(2, 5, 7);
        onlyHere.snapshot(1, 1);

        CatchUp.Caught caught = sync(there, here);
        assertThat(caught.left()).isEmpty();
        assertThat(caught.logObjects()).isEqualTo(6);
        assertThat(flaws(there, Depth.HASHES)).isEmpty();
        assertReaches(there, 6 * SEGMENT + 500);
        assertThat(there.streamedWal(Streaming.SYSTEM).history(2)).isPresent();
        assertThat(sync(there, here).logObjects()).isZero();
    }

    @Test
    void logThatNoSnapshotNeedsIsNotBrought() throws Exception {
        onlyHere.segments(1, 0, 6);
        both.snapshot(1, 3);
        assertThat(sync(there, here).logObjects()).isEqualTo(3);
    }

    @Test
    void eachStorageBringsWhatTheOtherLacks() throws Exception {
        both.snapshot(1, 0);
        onlyHere.segments(1, 0, 3);
        onlyThere.segments(1, 3, 6);
        here.streamedWal(Streaming.SYSTEM).note(gap(3, 6), Taking.RANDOM);
        here.streamedWal(Streaming.SYSTEM).note(gap(6, 7), Taking.RANDOM);
        sync(there, here);
        sync(here, there);
        assertThat(log(here)).isEqualTo(log(there)).hasSize(6);
        assertThat(there.streamedWal(Streaming.SYSTEM).gaps().stream().map(StreamGap::from))
                .as("only what no storage has")
                .containsExactly(Streaming.at(6));
    }

    @Test
    void aGapThatWasNotedIsNoFlaw() throws Exception {
        both.snapshot(1, 0);
        both.segments(1, 0, 2);
        both.segments(1, 4, 5);
        assertThat(flaws(here, Depth.LISTING)).hasSize(1);
        here.streamedWal(Streaming.SYSTEM).note(gap(2, 4), Taking.RANDOM);
        assertThat(flaws(here, Depth.LISTING)).isEmpty();
    }

    @Test
    void aHistoryThatCannotBeReadIsReplaced() throws Exception {
        both.snapshot(1, 0);
        String text = "1\t%s\tpromoted".formatted(Streaming.at(5));
        for (Vault copy : List.of(here, there)) {
            copy.streamedWal(Streaming.SYSTEM).keepHistory(2, text, Taking.RANDOM);
        }
        String damaged =
                cloud.keys().stream()
                        .filter(each -> each.startsWith("timelines/"))
                        .findFirst()
                        .orElseThrow();
        cloud.corrupt(damaged, bytes -> new byte[bytes.length]);

        assertThat(flaws(there, Depth.HASHES)).hasSize(1);
        heal(there, here, true);
        assertThat(flaws(there, Depth.HASHES)).isEmpty();
        assertThat(there.streamedWal(Streaming.SYSTEM).historyText(2)).contains(text);
    }

    /// The snapshot that comes needs log which was condemned before, and may be deleted right now.
    @Test
    void logThatMayBeAboutToGoIsNotReliedOn() throws Exception {
        both.segments(1, 0, 6);
        both.snapshot(1, 5);
        onlyHere.snapshot(1, 2);
        now.updateAndGet(before -> before.plus(Duration.ofDays(2)));
        collect(there);
        now.updateAndGet(before -> before.plus(Duration.ofHours(20)));

        assertThat(sync(there, here).left()).hasSize(1);
        assertThat(sync(there, here).left()).hasSize(1);
        now.updateAndGet(before -> before.plus(Duration.ofDays(2)));
        collect(there);
        assertThat(sync(there, here).left()).isEmpty();
        assertThat(flaws(there, Depth.HASHES)).isEmpty();
        assertReaches(there, 6 * SEGMENT);
    }

    private static StreamGap gap(int from, int to) {
        return new StreamGap(
                1, Streaming.at(from), Streaming.at(to), Instant.EPOCH, Taking.NOON, "removed");
    }

    private void harm(Harm harm, String object, String other) {
        switch (harm) {
            case DELETED -> cloud.delete(object);
            case TRUNCATED -> cloud.corrupt(object, bytes -> Arrays.copyOf(bytes, 200));
            case SWAPPED -> cloud.corrupt(object, _ -> cloud.bytes(other));
            case OF_ANOTHER_SYSTEM -> {
                MemoryStorage elsewhere = new MemoryStorage("elsewhere", now::get);
                Vault foreign =
                        Vault.create(
                                elsewhere,
                                VaultKey.random(Taking.RANDOM),
                                Taking.NOON,
                                Taking.RANDOM);
                new Streaming(List.of(foreign), now::get).segments(1, 2, 3);
                byte[] bytes = elsewhere.bytes(log(foreign).getFirst());
                cloud.corrupt(object, _ -> bytes);
            }
        }
    }

    private void assertReaches(Vault copy, long end) {
        StoredLog stored = StoredLog.of(copy, ObjectKeys.STREAM);
        LogNeeds needs = LogNeeds.of(copy);
        long from = stored.needed(needs).getFirst().from().value();
        StoredLog.Line line = new StoredLog.Line(Streaming.SYSTEM, 1);
        assertThat(stored.covers(line, new Lsn(from), new Lsn(end))).isTrue();
    }

    private static List<String> log(Vault copy) {
        return copy.streamedWal(Streaming.SYSTEM).parts().stream().map(StreamPart::key).toList();
    }

    private static List<Flaw> flaws(Vault copy, Depth depth) throws InterruptedException {
        return new CopyCheck(copy, depth, Progress.silent()).run().flaws();
    }

    private Mended heal(Vault target, Vault other, boolean read) throws InterruptedException {
        Mending.Site site =
                new Mending.Site(target, target.storage(), key, now::get, Taking.RANDOM);
        Mended mended = new Mending(site, List.of(other), read, Progress.silent()).run();
        assertThat(mended.failure()).isEqualTo(Optional.empty());
        return mended;
    }

    private CatchUp.Caught sync(Vault target, Vault other) throws InterruptedException {
        CatchUp.Caught caught =
                new CatchUp(target, List.of(other), now::get, Taking.RANDOM, Progress.silent())
                        .run(_ -> true);
        assertThat(caught.failure()).isEmpty();
        return caught;
    }

    private void collect(Vault copy) throws InterruptedException {
        assertThat(
                        new Collector(copy, now::get, Taking.RANDOM, Progress.silent())
                                .run(_ -> true, _ -> true)
                                .stopped())
                .isEmpty();
    }
}
