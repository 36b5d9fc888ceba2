package dev.holdfast.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Content;
import dev.holdfast.testkit.FaultyStorage;
import dev.holdfast.testkit.MemoryStorage;
import dev.holdfast.vault.Collector.Collected;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CollectorTest {
    private static final Duration DAY = Duration.ofHours(24);

    private final AtomicReference<Instant> now = new AtomicReference<>(Taking.NOON);
    private final MemoryStorage storage = new MemoryStorage("onsite", now::get);
    private final FaultyStorage faulty = new FaultyStorage(storage);
    private final VaultKey key = VaultKey.random(Taking.RANDOM);
    private final Vault vault = Vault.create(faulty, key, Taking.NOON, Taking.RANDOM);
    private final Taking taking = new Taking(List.of(vault), now::get);
    private final Random random = new Random(5);
    private final Map<String, Data> taken = new HashMap<>();

    @Test
    void deletesWhatOnlyExpiredSnapshotsNeededAfterTheGrace() throws Exception {
        String first = full();
        String second = next(first);
        List<String> before = storage.keys();
        pass(DAY);
        expire(first);

        Collected condemned = collect();
        assertThat(condemned.objects()).isZero();
        assertThat(condemned.waiting()).isPositive();
        assertThat(storage.keys()).containsAll(before);

        pass(DAY);
        Collected collected = collect();
        assertThat(collected.stopped()).isEmpty();
        assertThat(collected.snapshots()).containsExactly(first);
        assertThat(collected.objects()).isEqualTo(condemned.waiting());
        assertThat(collected.bytes()).isEqualTo(condemned.waitingBytes());
        assertListedIsWhole();
        assertThat(vault.snapshotIds()).containsExactly(second);
        assertThat(storage.keys())
                .noneMatch(found -> found.matches("(expired|condemned|running)/.*"));
    }

    @Test
    void leavesNothingBehindOfWhatAKilledBackupWrote() throws Exception {
        String first = full();
        try (Taking.Open killed = taking.begin(mutated(first), snapshot(first), data(first))) {
            killed.flush();
        }
        List<String> whole = neededBy(first);
        pass(DAY);
        collect();
        pass(DAY);
        collect();
        assertListedIsWhole();
        assertThat(storage.keys()).filteredOn(CollectorTest::isContent).hasSameElementsAs(whole);
    }

    @Test
    void whatCameBackIsNotDeleted() throws Exception {
        String first = full();
        next(first);
        pass(DAY);
        expire(first);
        collect();
        pass(Duration.ofHours(20));
        vault.marks().undoExpiry(first, "me@here", Taking.RANDOM);
        pass(DAY);

        assertThat(collect().objects()).isZero();
        assertListedIsWhole();
        assertThat(vault.snapshotIds()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"snapshots/", "lists/", "maps/"})
    void deletesNothingWhenItCannotReadTheWay(String unreadable) throws Exception {
        String first = full();
        String second = next(first);
        pass(DAY);
        expire(first);
        collect();
        pass(DAY);
        neededBy(second).stream()
                .filter(found -> found.startsWith(unreadable))
                .forEach(found -> storage.corrupt(found, bytes -> new byte[bytes.length]));
        if (unreadable.equals("snapshots/")) {
            storage.corrupt("snapshots/" + second, bytes -> new byte[bytes.length]);
        }
        List<String> before = content();

        assertThat(collect().stopped().map(Problem::code)).contains(ProblemCode.OBJECT_DAMAGED);
        assertThat(content()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"roots/stream-1", "snapshots/something-new"})
    void deletesNothingBesideWhatALaterVersionMayKeep(String unknown) throws Exception {
        String first = full();
        next(first);
        pass(DAY);
        expire(first);
        collect();
        pass(DAY);
        storage.create(unknown, Content.of(new byte[] {1}));
        List<String> before = content();

        assertThat(collect().stopped().map(Problem::code))
                .contains(ProblemCode.VAULT_FORMAT_UNKNOWN);
        assertThat(content()).isEqualTo(before);
    }

    @Test
    void leavesAloneWhatIsNotOfTheFormat() throws Exception {
        full();
        List<String> foreign = List.of("evidence/1", "packs/README", "notes.txt", "wal/x");
        foreign.forEach(name -> storage.create(name, Content.of(new byte[] {1})));
        pass(DAY);
        collect();
        pass(DAY);
        collect();
        assertThat(storage.keys()).containsAll(foreign);
    }

    @Test
    void neverEmptiesAStorage() throws Exception {
        String only = full();
        pass(DAY);
        expire(only);
        collect();
        pass(DAY);
        List<String> before = content();

        assertThat(collect().stopped().map(Problem::code)).contains(ProblemCode.TARGET_REFUSED);
        assertThat(content()).isEqualTo(before);
    }

    @Test
    void aStorageThatForbidsDeletionIsReported() throws Exception {
        String first = full();
        String second = next(first);
        pass(DAY);
        expire(first);
        collect();
        pass(DAY);
        faulty.failWith(ProblemCode.STORAGE_DENIED);
        faulty.failDeletes(true);

        assertThat(collect().stopped().map(Problem::code)).contains(ProblemCode.STORAGE_DENIED);
        assertListedIsWhole();
        faulty.failDeletes(false);
        assertThat(collect().stopped()).isEmpty();
        assertThat(vault.snapshotIds()).containsExactly(second);
        assertListedIsWhole();
    }

    @Test
    void aClockThatWasSetBackOnlyDelays() throws Exception {
        String first = full();
        next(first);
        pass(DAY);
        expire(first);
        collect();
        pass(Duration.ofDays(-400));
        assertThat(collect().objects()).isZero();
        pass(Duration.ofDays(402));
        collect();
        pass(DAY);
        collect();
        assertThat(storage.keys()).noneMatch(found -> found.equals("snapshots/" + first));
        assertListedIsWhole();
    }

    @Test
    void aBackupThatTakesDaysKeepsWhatItReliesOn() throws Exception {
        String first = full();
        String newer = full();
        Data data = mutated(first);
        try (Taking.Open open = taking.begin(data, snapshot(first), data(first))) {
            open.flush().writer().lease().beat();
            pass(Duration.ofHours(2));
            expire(first);
            for (int hours = 0; hours < 100; hours += 5) {
                pass(Duration.ofHours(5));
                open.writer().lease().beat();
                assertThat(collect().stopped()).isEmpty();
            }
            remember(open.commit(), data);
        }
        assertThat(vault.snapshotIds()).hasSize(2).contains(newer);
        assertListedIsWhole();
    }

    @Test
    void aBackupWhoseLeaseLapsedIsRefusedAndHarmsNothing() throws Exception {
        String first = full();
        next(first);
        Data data = mutated(first);
        try (Taking.Open open = taking.begin(data, snapshot(first), data(first))) {
            open.flush().writer().lease().beat();
            pass(Duration.ofDays(3));
            collect();
            pass(Duration.ofHours(20));
            assertThat(failureOf(open)).contains(ProblemCode.OBJECT_MISSING);
        }
        assertListedIsWhole();
        assertThat(vault.snapshotIds()).hasSize(2);
    }

    /// The first look says that all is well; then the machine sleeps for two days, and another one
    /// deletes.
    @Test
    void aBackupThatStoodStillBeforeItsManifestIsWithdrawn() throws Exception {
        String first = full();
        next(first);
        Data data = mutated(first);
        Vault other = Vault.unlock(storage, key);
        try (Taking.Open open = taking.begin(data, snapshot(first), data(first))) {
            open.flush();
            pass(Duration.ofHours(30));
            faulty.beforeCreate(created -> {
                if (created.startsWith("snapshots/")) {
                    collect(other);
                    pass(Duration.ofHours(25));
                    collect(other);
                }
            });
            assertThat(failureOf(open)).contains(ProblemCode.OBJECT_MISSING);
        } finally {
            faulty.beforeCreate(_ -> {});
        }
        assertThat(vault.snapshotIds()).hasSize(2);
        assertListedIsWhole();
    }

    /// A list is named after its content: one that a new snapshot needs may be garbage that
    /// somebody is about to delete.
    @Test
    void aListThatIsAboutToGoIsNotReliedOn() throws Exception {
        Data data = Data.random(random);
        Data withTemporary = data.copy();
        String first = remember(taking.take(data, Optional.empty()), data);
        withTemporary.put(
                "base/5/9999",
                dev.holdfast.core.engine.SourceFile.Kind.PAGED,
                Data.pages(random, 3));
        String second =
                remember(
                        taking.take(withTemporary, snapshot(first), Optional.of(data)),
                        withTemporary);
        pass(DAY);
        expire(first);
        collect();
        pass(Duration.ofHours(19));

        try (Taking.Open third = taking.begin(data, snapshot(second), Optional.of(withTemporary))) {
            assertThat(failureOf(third)).contains(ProblemCode.OBJECT_MISSING);
        }
        pass(DAY);
        collect();
        assertListedIsWhole();
        remember(taking.take(data, snapshot(second), Optional.of(withTemporary)), data);
        assertListedIsWhole();
    }

    private Optional<ProblemCode> failureOf(Taking.Open open) throws InterruptedException {
        try {
            open.commit();
            return Optional.empty();
        } catch (dev.holdfast.core.problem.HoldfastException e) {
            return Optional.of(e.problem().code());
        }
    }

    private String full() throws InterruptedException {
        Data data = Data.random(random);
        return remember(taking.take(data, Optional.empty()), data);
    }

    private String next(String former) throws InterruptedException {
        Data data = mutated(former);
        return remember(taking.take(data, snapshot(former), data(former)), data);
    }

    private Data mutated(String id) {
        Data data = data(id).orElseThrow().copy();
        data.mutate(random);
        return data;
    }

    private Optional<Data> data(String id) {
        return Optional.ofNullable(taken.get(id));
    }

    private Optional<Snapshot> snapshot(String id) {
        return Optional.of(vault.snapshot(id));
    }

    private String remember(Committed committed, Data data) {
        taken.put(committed.manifest().id(), data);
        return committed.manifest().id();
    }

    private void expire(String id) {
        vault.marks().expire(id, "test", "me@here", Taking.RANDOM);
    }

    private Collected collect() {
        return collect(vault);
    }

    private Collected collect(Vault opened) {
        try {
            return new Collector(opened, now::get, Taking.RANDOM, Progress.silent())
                    .run(_ -> true, _ -> true);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private List<String> content() {
        return storage.keys().stream().filter(CollectorTest::isContent).toList();
    }

    private static boolean isContent(String name) {
        return name.matches("(packs|maps|lists|wal|snapshots)/.*");
    }

    private List<String> neededBy(String id) {
        MemoryStorage probe = storage.copy("probe");
        List<String> needed = new java.util.ArrayList<>();
        for (String name : content()) {
            byte[] bytes = probe.bytes(name);
            probe.delete(name);
            if (!isWhole(probe, id)) {
                needed.add(name);
            }
            probe.create(name, Content.of(bytes));
        }
        return needed;
    }

    private boolean isWhole(MemoryStorage probe, String id) {
        try {
            return Vault.unlock(probe, key).snapshot(id).verify(false, Progress.silent()).isWell();
        } catch (dev.holdfast.core.problem.HoldfastException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertListedIsWhole() throws Exception {
        for (String id : vault.snapshotIds()) {
            Reading.assertHolds(vault.snapshot(id), Objects.requireNonNull(taken.get(id), id));
        }
    }
}
