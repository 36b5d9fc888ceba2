package dev.holdfast.practices.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.estate.BackupPolicy.Keep;
import dev.holdfast.core.journal.OperationRecord;
import dev.holdfast.core.journal.OperationState;
import dev.holdfast.core.journal.ProcessIdentity;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.ExpiryPlan.StoragePlan;
import dev.holdfast.practices.backup.ExpiryReport.Expired;
import dev.holdfast.practices.backup.retention.Decision;
import dev.holdfast.testkit.FaultyStorage;
import dev.holdfast.testkit.engine.SyntheticServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpireBackupsTest {
    private static final Duration DAY = Duration.ofHours(24);

    @TempDir Path temporary;

    private final MovingClock clock = new MovingClock();
    private Workbench bench = new Workbench(clock, Optional.of(new Keep(2, 0, 0, 0, 0, 0)));
    private final Map<String, Map<String, byte[]>> states = new HashMap<>();
    private final List<OperationRecord> running = new ArrayList<>();
    private int restores;

    @Test
    void keepsEverythingAndSaysSoWithoutAPolicy() throws Exception {
        bench = new Workbench(clock, Optional.empty());
        takeDaily(5);
        ExpiryReport report = expire();

        assertThat(report.expired()).isEmpty();
        assertThat(report.concerns()).isEmpty();
        assertThat(report.plan().servers().getFirst().policy()).isEqualTo("all");
    }

    @Test
    void letsGoWhatThePolicyDoesNotKeepAndDeletesItAfterTheGrace() throws Exception {
        List<String> ids = takeDaily(5);
        long before = bench.onsite.keys().size();

        ExpiryReport marked = expire();
        assertThat(marked.expired().stream().map(Expired::snapshot).distinct())
                .containsExactlyElementsOf(ids.subList(0, 3).reversed());
        assertThat(listed("onsite")).containsExactlyElementsOf(ids.subList(3, 5));
        assertThat(bench.onsite.keys()).hasSizeGreaterThan((int) before);

        clock.pass(DAY);
        ExpiryReport deleted = expire();
        assertThat(deleted.storages())
                .allSatisfy(storage -> {
                    assertThat(storage.problem()).isEmpty();
                    assertThat(storage.deleted()).hasSize(3);
                    assertThat(storage.objects()).isPositive();
                });
        assertEverythingListedRestores();
        clock.pass(DAY);
        expire();
        assertThat(bench.onsite.keys()).noneMatch(key -> key.matches("(expired|condemned)/.*"));
        assertThat(bench.onsite.keys()).hasSizeLessThan((int) before);
    }

    @Test
    void theListSaysWhyEachSnapshotIsKept() throws Exception {
        List<String> ids = takeDaily(4);
        bench.pin(ids.get(0), Optional.empty(), "before the upgrade");
        BackupCatalogue catalogue = new BackupCatalogue(bench.context);
        BackupList list = catalogue.list(Optional.empty());

        assertThat(list.snapshots().stream().map(BackupList.SnapshotLine::kept))
                .containsExactly(
                        List.of("base", "newest", "last"),
                        List.of("last"),
                        List.of(),
                        List.of("pinned"));
        assertThat(catalogue.show(ids.get(0)).snapshot().storages())
                .allSatisfy(copy ->
                        assertThat(copy.reasons()).containsExactly("pinned: before the upgrade"));
    }

    @Test
    void showsEachDecisionWithItsReason() throws Exception {
        List<String> ids = takeDaily(4);
        bench.pin(ids.get(0), Optional.empty(), "before the upgrade");
        ExpiryPlan plan = preview();

        assertThat(plan.servers().getFirst().policy()).isEqualTo("last 2");
        StoragePlan onsite = plan.servers().getFirst().storages().getFirst();
        assertThat(onsite.decisions().stream().map(Decision::reasons))
                .containsExactly(
                        List.of("the next backup builds on it", "newest", "one of the last 2"),
                        List.of("one of the last 2"),
                        List.of(),
                        List.of("pinned: before the upgrade"));
        assertThat(plan.expiring()).containsExactly(ids.get(1));
        assertThat(listed("onsite")).hasSize(4);
    }

    @Test
    void onlyWhatWasShownExpires() throws Exception {
        List<String> ids = takeDaily(4);
        ExpiryReport report =
                handler()
                        .run(
                                new ExpireBackups(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(List.of(ids.get(0)))),
                                Progress.silent());
        assertThat(report.expired().stream().map(Expired::snapshot).distinct())
                .containsExactly(ids.get(0));
    }

    @Test
    void comesBackOnRequest() throws Exception {
        List<String> ids = takeDaily(3);
        expire();
        clock.pass(Duration.ofHours(20));
        PinResult back = bench.undo(ids.get(0));

        assertThat(back.storages()).containsExactly("onsite", "cloud");
        assertThat(listed("cloud")).containsExactlyElementsOf(ids);
        assertEverythingListedRestores();
        expire();
        clock.pass(DAY);
        assertThatThrownBy(() -> bench.undo(ids.get(0)))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> assertThat(e.is(ProblemCode.TARGET_REFUSED)).isTrue());
    }

    @Test
    void aPinEndsByItselfOrByUnpinning() throws Exception {
        List<String> ids = takeDaily(4);
        bench.pin(ids.get(0), Optional.of(clock.instant().plus(DAY)), "");
        bench.pin(ids.get(1).substring(0, 15), Optional.empty(), "");
        assertThat(preview().expiring()).isEmpty();
        clock.pass(DAY);
        assertThat(preview().expiring()).containsExactly(ids.get(0));
        bench.unpin(ids.get(1));
        assertThat(preview().expiring()).containsExactly(ids.get(0), ids.get(1));
    }

    @Test
    void refusesToLetMoreGoThanTheCap() throws Exception {
        takeDaily(14);
        ExpiryPlan plan = preview();

        assertThat(plan.expiring()).isEmpty();
        assertThat(plan.servers().getFirst().obstacles())
                .singleElement()
                .asString()
                .contains("12 of 14 snapshots", "--at-most 12");
        assertThat(expire().expired()).isEmpty();
        ExpireBackups lifted =
                new ExpireBackups(Optional.empty(), Optional.of(12), Optional.empty());
        assertThat(handler().run(lifted, Progress.silent()).expired()).hasSize(24);
    }

    @Test
    void doesNothingWhileAStorageIsAway() throws Exception {
        takeDaily(4);
        bench.faultyCloud.failCall(1, false);
        ExpiryReport report = expire();
        bench.faultyCloud.failNoMore();

        assertThat(report.expired()).isEmpty();
        assertThat(report.plan().obstacles()).singleElement().asString().contains("'cloud'");
        assertThat(listed("onsite")).hasSize(4);
    }

    @Test
    void doesNothingWhileAStorageIsBehind() throws Exception {
        takeDaily(3);
        bench.faultyCloud.failCall(12, false);
        takeDaily(1);
        bench.faultyCloud.failNoMore();
        ExpiryReport report = expire();

        assertThat(report.expired()).isEmpty();
        assertThat(report.plan().obstacles())
                .singleElement()
                .asString()
                .contains("storage 'cloud' lacks", "holdfast vault sync cloud");
        new SyncVaultHandler(bench.context)
                .run(new SyncVault(List.of(), Optional.empty()), Progress.silent());
        assertThat(expire().expired()).isNotEmpty();
        assertEverythingListedRestores();
    }

    @Test
    void doesNothingWhileARestoreRuns() throws Exception {
        takeDaily(4);
        running.add(operation("backup restore"));
        assertThat(expire().expired()).isEmpty();
        assertThat(preview().obstacles())
                .containsExactly("backup restore is running; wait for operation 3f2a");
        running.clear();
        running.add(operation("backup run"));
        assertThat(expire().expired()).isNotEmpty();
    }

    @Test
    void doesNothingWhenAManifestCannotBeRead() throws Exception {
        List<String> ids = takeDaily(4);
        for (var storage : List.of(bench.onsite, bench.cloud)) {
            storage.corrupt("snapshots/" + ids.get(1), bytes -> new byte[bytes.length]);
        }
        assertThat(expire().expired()).isEmpty();
        assertThat(preview().obstacles()).singleElement().asString().contains(ids.get(1));
    }

    /// The other storage was away: each stands alone, and the next run comes to the same end.
    @Test
    void aTombstoneInOneStorageOnlyIsCaughtUp() throws Exception {
        List<String> ids = takeDaily(3);
        bench.vault("onsite").marks().expire(ids.get(0), "test", "me@here", bench.context.random());
        new SyncVaultHandler(bench.context)
                .run(new SyncVault(List.of(), Optional.empty()), Progress.silent());
        assertThat(listed("onsite")).doesNotContain(ids.get(0));
        assertThat(listed("cloud")).contains(ids.get(0));

        clock.pass(DAY);
        expire();
        assertThat(bench.onsite.keys())
                .as("kept until no storage has the snapshot")
                .anyMatch(key -> key.startsWith("expired/" + ids.get(0)))
                .noneMatch(key -> key.equals("snapshots/" + ids.get(0)));
        clock.pass(DAY);
        expire();
        clock.pass(DAY);
        expire();
        for (var storage : List.of(bench.onsite, bench.cloud)) {
            assertThat(storage.keys()).noneMatch(key -> key.contains(ids.get(0)));
        }
        assertEverythingListedRestores();
    }

    @Test
    void oneStorageThatForbidsDeletionDoesNotFailTheOther() throws Exception {
        takeDaily(4);
        expire();
        clock.pass(DAY);
        bench.faultyCloud.failWith(ProblemCode.STORAGE_DENIED);
        bench.faultyCloud.failDeletes(true);
        ExpiryReport report = expire();

        assertThat(report.concerns()).isNotEmpty();
        assertThat(report.storages().getFirst().deleted()).hasSize(2);
        assertThat(report.storages().getLast().problem()).contains("'cloud'");
        assertEverythingListedRestores();
    }

    @ParameterizedTest
    @CsvSource({"onsite, true", "onsite, false", "cloud, true", "cloud, false"})
    void losesNothingWhenSomeCallOfAStorageFails(String weak, boolean once) throws Exception {
        failCalls(weak, once, 13);
    }

    @Tag("full")
    @ParameterizedTest
    @CsvSource({"onsite, true", "onsite, false", "cloud, true", "cloud, false"})
    void losesNothingWhicheverCallOfAStorageFails(String weak, boolean once) throws Exception {
        failCalls(weak, once, 1);
    }

    /// Fails one call of one storage after the other, once or from there on, while snapshots are
    /// marked, condemned and deleted. After each: what is listed is whole, and the newest is
    /// listed.
    private void failCalls(String weak, boolean once, int step) throws Exception {
        FaultyStorage faulty = weak.equals("cloud") ? bench.faultyCloud : bench.faultyOnsite;
        takeDaily(3);
        boolean hit = true;
        for (int call = 1; hit; call += step) {
            expire();
            String newest = takeDaily(1).getFirst();
            faulty.failCall(call, once);
            expireDespiteFailures();
            hit = faulty.calls() >= call;
            faulty.failNoMore();
            for (String storage : List.of("onsite", "cloud")) {
                assertThat(listed(storage)).as("call %d", call).contains(newest);
            }
            assertEverythingListedIsWhole();
        }
        assertEverythingListedRestores();
        for (int round = 0; round < 3; round++) {
            clock.pass(DAY);
            assertThat(expire().concerns()).isEmpty();
        }
        assertThat(bench.onsite.keys()).noneMatch(key -> key.matches("(expired|condemned)/.*"));
        assertEverythingListedRestores();
    }

    private void expireDespiteFailures() throws InterruptedException {
        try {
            handler()
                    .run(
                            new ExpireBackups(Optional.empty(), Optional.of(100), Optional.empty()),
                            Progress.silent());
        } catch (HoldfastException e) {
            assertThat(e.is(ProblemCode.STORAGE_UNREACHABLE)).isTrue();
        }
    }

    private List<String> takeDaily(int count) throws InterruptedException {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clock.pass(DAY);
            int seed = states.size();
            byte[] pages = new byte[20 * SyntheticServer.PAGE_BYTES];
            new Random(seed).nextBytes(pages);
            bench.server.put("base/1/" + (100 + seed % 3), pages);
            String id = bench.backUp().snapshot();
            states.put(id, bench.server.files());
            ids.add(id);
        }
        return ids;
    }

    private ExpireBackupsHandler handler() {
        return new ExpireBackupsHandler(bench.context, () -> List.copyOf(running));
    }

    private ExpiryReport expire() throws InterruptedException {
        return handler().run(anything(), Progress.silent());
    }

    private ExpiryPlan preview() {
        return handler().preview(anything());
    }

    private static ExpireBackups anything() {
        return new ExpireBackups(Optional.empty(), Optional.empty(), Optional.empty());
    }

    private List<String> listed(String storage) {
        return bench.vault(storage).snapshotIds();
    }

    private void assertEverythingListedIsWhole() throws InterruptedException {
        for (String storage : List.of("onsite", "cloud")) {
            bench.vault(storage)
                    .verifyAll(true, Progress.silent())
                    .forEach((id, found) ->
                            assertThat(found.damages()).as(storage + " " + id).isEmpty());
        }
    }

    private void assertEverythingListedRestores() throws Exception {
        for (String storage : List.of("onsite", "cloud")) {
            for (String id : listed(storage)) {
                Path directory = temporary.resolve(id + "-" + restores++);
                bench.restore(id, storage, directory, false);
                Map<String, byte[]> expected = Objects.requireNonNull(states.get(id));
                Map<String, byte[]> restored = Workbench.restored(directory);
                assertThat(restored.keySet()).isEqualTo(new TreeSet<>(expected.keySet()));
                expected.forEach((path, content) ->
                        assertThat(restored.get(path)).as(id + " " + path).isEqualTo(content));
            }
        }
    }

    private OperationRecord operation(String kind) {
        Instant now = clock.instant();
        return new OperationRecord(
                "3f2a",
                kind,
                "shop@production",
                "{}",
                OperationState.RUNNING,
                "me@here",
                new ProcessIdentity("here", "machine", 1, now),
                now,
                now,
                Optional.empty(),
                false,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }
}
