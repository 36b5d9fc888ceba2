package dev.holdfast.practices.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.estate.BackupPolicy.Keep;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.ExpiryPlan.LogPlan;
import dev.holdfast.practices.backup.moment.Past;
import dev.holdfast.practices.backup.moment.Window;
import dev.holdfast.practices.backup.moment.Windows;
import dev.holdfast.practices.backup.retention.Decision;
import dev.holdfast.testkit.FaultyStorage;
import dev.holdfast.testkit.engine.SyntheticServer;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.StreamSealer;
import dev.holdfast.vault.Vault;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `backup expire` where the log is streamed: what is listed keeps its window, in each storage by
/// itself.
final class ExpireLogTest {
    private static final Duration DAY = Duration.ofHours(24);
    private static final Keep LAST_TWO = new Keep(2, 0, 0, 0, 0, 0);

    private final MovingClock clock = new MovingClock();
    private final SecureRandom random = new SecureRandom();
    private Workbench bench = new Workbench(clock, Optional.of(LAST_TWO));
    private Optional<Lsn> streamed = Optional.empty();

    @Test
    void logGoesWithTheSnapshotsThatNeedIt() throws Exception {
        List<String> ids = takeDaily(12);
        LogPlan plan = preview();
        assertThat(plan.since().map(Decision::snapshot)).contains(ids.get(10));
        assertThat(plan.objects()).isPositive();
        int before = parts("onsite");

        expireForDays(3);
        assertThat(parts("onsite")).isEqualTo(before - (int) plan.objects());
        assertThat(preview().objects()).isZero();
        assertWindowsAreWhole();
        assertThat(windows("cloud").getFirst().from())
                .isEqualTo(bench.vault("cloud").manifest(ids.get(10)).finished());
    }

    @Test
    void logIsKeptOnlyAsFarBackAsWanted() throws Exception {
        bench = new Workbench(clock, Optional.empty(), Optional.of(Duration.ofHours(30)));
        List<String> ids = takeDaily(12);
        LogPlan plan = preview();
        assertThat(plan.since().map(Decision::snapshot)).contains(ids.get(9));
        assertThat(plan.without()).hasSize(9);
        expireForDays(3);

        assertThat(bench.vault("onsite").snapshotIds()).isEqualTo(ids);
        Window newest = windows("onsite").getLast();
        assertThat(newest.fromLsn())
                .isLessThanOrEqualTo(bench.vault("onsite").manifest(ids.get(9)).stop().lsn());
        assertThat(newest.toLsn()).isGreaterThanOrEqualTo(streamed.orElseThrow());
    }

    /// As the loops of [ExpireBackupsTest].
    @ParameterizedTest
    @CsvSource({"cloud, true", "onsite, false"})
    void noWindowShrinksWhenSomeCallOfAStorageFails(String weak, boolean once) throws Exception {
        failCalls(weak, once, 17);
    }

    @Tag("full")
    @ParameterizedTest
    @CsvSource({"cloud, true", "cloud, false", "onsite, true", "onsite, false"})
    void noWindowShrinksWhicheverCallOfAStorageFails(String weak, boolean once) throws Exception {
        failCalls(weak, once, 1);
    }

    private void failCalls(String weak, boolean once, int step) throws Exception {
        FaultyStorage faulty = weak.equals("cloud") ? bench.faultyCloud : bench.faultyOnsite;
        takeDaily(10);
        boolean hit = true;
        for (int call = 1; hit; call += step) {
            expire();
            takeDaily(1);
            faulty.failCall(call, once);
            try {
                expire();
            } catch (HoldfastException e) {
                assertThat(e.is(ProblemCode.STORAGE_UNREACHABLE)).isTrue();
            }
            hit = faulty.calls() >= call;
            faulty.failNoMore();
            assertWindowsAreWhole();
        }
        expireForDays(3);
        assertWindowsAreWhole();
        assertThat(preview().objects()).isZero();
    }

    /// A snapshot a day, and the log up to it in both storages, in pieces and whole segments.
    private List<String> takeDaily(int count) throws InterruptedException {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clock.pass(DAY);
            byte[] pages = new byte[40 * SyntheticServer.PAGE_BYTES];
            new Random(i).nextBytes(pages);
            bench.server.put("base/1/" + (100 + i % 3), pages);
            String id = bench.backUp().snapshot();
            ids.add(id);
            stream(bench.vault("onsite").manifest(id));
        }
        return ids;
    }

    private void stream(Manifest snapshot) {
        long segment = snapshot.facts().walSegmentBytes();
        Lsn end = snapshot.stop().lsn();
        Lsn at = streamed.orElseGet(() -> end.segmentStart(segment));
        while (at.isBefore(end)) {
            Lsn border = at.segmentStart(segment).plus(segment);
            Lsn to = end.isBefore(border) ? end : border;
            store(snapshot, at, to);
            if (to.equals(border)) {
                store(snapshot, border.plus(-segment), border);
            }
            at = to;
        }
        streamed = Optional.of(at);
    }

    private void store(Manifest snapshot, Lsn from, Lsn to) {
        String system = snapshot.facts().systemIdentifier();
        StreamSealer.Stretch stretch =
                new StreamSealer.Stretch(
                        snapshot.start().timeline(), from, to, snapshot.finished());
        byte[] content = new byte[(int) (to.value() - from.value())];
        for (String storage : List.of("onsite", "cloud")) {
            Vault copy = bench.vault(storage);
            try (StreamSealer sealer = new StreamSealer(copy, system, random)) {
                copy.streamedWal(system).store(sealer.seal(stretch, content, 0));
            }
        }
    }

    private void expireForDays(int days) throws InterruptedException {
        for (int day = 0; day < days; day++) {
            clock.pass(DAY);
            assertThat(expire().concerns()).isEmpty();
        }
    }

    private ExpiryReport expire() throws InterruptedException {
        return handler()
                .run(
                        new ExpireBackups(Optional.empty(), Optional.of(100), Optional.empty()),
                        Progress.silent());
    }

    private LogPlan preview() {
        return handler()
                .preview(new ExpireBackups(Optional.empty(), Optional.of(100), Optional.empty()))
                .servers()
                .getFirst()
                .storages()
                .getFirst()
                .log();
    }

    private ExpireBackupsHandler handler() {
        return new ExpireBackupsHandler(bench.context, List::of);
    }

    private int parts(String storage) {
        return past(storage).parts().size();
    }

    private Past past(String storage) {
        Vault vault = bench.vault(storage);
        List<Manifest> snapshots = vault.snapshotIds().stream().map(vault::manifest).toList();
        return Past.of(vault, snapshots.getFirst().facts().systemIdentifier(), snapshots);
    }

    private List<Window> windows(String storage) {
        return new Windows(past(storage)).all();
    }

    /// One window: from the oldest snapshot that is listed to where the stream is.
    private void assertWindowsAreWhole() {
        for (String storage : List.of("onsite", "cloud")) {
            Past past = past(storage);
            List<Window> windows = windows(storage);
            assertThat(windows).as(storage).hasSize(1);
            assertThat(windows.getFirst().fromLsn())
                    .isEqualTo(past.snapshots().getFirst().stop().lsn());
            assertThat(windows.getFirst().toLsn()).isGreaterThanOrEqualTo(streamed.orElseThrow());
        }
    }
}
