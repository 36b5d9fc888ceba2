package dev.holdfast.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.testkit.FaultyStorage;
import dev.holdfast.testkit.MemoryStorage;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Fails call 1, 2, 3 … of one storage until none is hit. After each: what is listed reads back
/// whole, and the other storage has everything.
final class FailingStorageTest {
    private final VaultKey key = VaultKey.random(Taking.RANDOM);
    private final MemoryStorage weak = new MemoryStorage("weak");
    private final MemoryStorage firm = new MemoryStorage("firm");
    private final FaultyStorage faulty = new FaultyStorage(weak);
    private final Vault faultyVault = Vault.create(faulty, key, Taking.NOON, Taking.RANDOM);
    private final Vault firmVault = Vault.createLike(faultyVault, firm);
    private final Taking taking = new Taking(List.of(faultyVault, firmVault));
    private final Map<String, Data> taken = new HashMap<>();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void harmsNeitherItsOwnSnapshotsNorTheOtherStorage(boolean once) throws Exception {
        Random random = new Random(6);
        Data before = small(random);
        String first = remember(taking.take(before, Optional.empty()), before);
        Data after = before.copy();
        after.mutate(random);
        for (int call = 1; ; call++) {
            faulty.failCall(call, once);
            Snapshot former = firmVault.snapshot(first);
            Committed committed = taking.take(after, Optional.of(former), Optional.of(before));
            boolean hit = faulty.calls() >= call;
            faulty.failNoMore();
            remember(committed, after);
            Committed.Copy copy = committed.copies().getFirst();
            assertThat(copy.isStored()).isEqualTo(!hit);
            assertThat(committed.copies().getLast().isStored()).isTrue();
            assertThat(faultyVault.snapshotIds().contains(committed.manifest().id()))
                    .isEqualTo(!hit);
            if (!hit) {
                assertThat(call).isGreaterThan(8);
                assertAllWhole();
                return;
            }
            assertThat(copy.failure().orElseThrow().code())
                    .isEqualTo(ProblemCode.STORAGE_UNREACHABLE);
        }
    }

    @Test
    void isThrownWhenNoStorageIsLeft() throws Exception {
        Taking alone = new Taking(List.of(faultyVault));
        Data data = small(new Random(7));
        for (int call = 1; ; call++) {
            faulty.failCall(call, false);
            boolean hit = false;
            try {
                remember(alone.take(data, Optional.empty()), data);
            } catch (HoldfastException e) {
                assertThat(e.problem().code()).isEqualTo(ProblemCode.STORAGE_UNREACHABLE);
                hit = true;
            }
            faulty.failNoMore();
            assertThat(faultyVault.snapshotIds()).hasSize(hit ? 0 : 1);
            if (!hit) {
                assertAllWhole();
                return;
            }
        }
    }

    @Test
    void listsNothingNewWhenTheFormerSnapshotCannotBeRead() throws Exception {
        Random random = new Random(8);
        Data before = small(random);
        String first = remember(taking.take(before, Optional.empty()), before);
        Data after = before.copy();
        after.mutate(random);
        for (int call = 1; ; call++) {
            Snapshot former = faultyVault.snapshot(first);
            faulty.failCall(call, false);
            try {
                remember(taking.take(after, Optional.of(former), Optional.of(before)), after);
            } catch (HoldfastException e) {
                assertThat(e.problem().code()).isEqualTo(ProblemCode.STORAGE_UNREACHABLE);
            }
            boolean hit = faulty.calls() >= call;
            faulty.failNoMore();
            if (!hit) {
                assertAllWhole();
                return;
            }
        }
    }

    @Test
    void refusesToListWhatRefersToLostObjects() throws Exception {
        Random random = new Random(9);
        Data data = small(random);
        String first = remember(taking.take(data, Optional.empty()), data);
        String pack = weak.keys().stream().filter(k -> k.startsWith("packs/")).findFirst().get();
        weak.delete(pack);
        Committed committed =
                taking.take(data, Optional.of(firmVault.snapshot(first)), Optional.of(data));
        assertThat(committed.copies().getFirst().failure().orElseThrow())
                .matches(problem -> problem.code() == ProblemCode.OBJECT_MISSING)
                .matches(problem -> problem.message().contains(pack));
        assertThat(faultyVault.snapshotIds()).containsExactly(first);
        Reading.assertHolds(firmVault.snapshot(committed.manifest().id()), data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"packs/", "maps/", "lists/"})
    void healsWhatOneStorageLostWhenEverythingIsReadAgain(String lost) throws Exception {
        Random random = new Random(12);
        Data data = small(random);
        String first = remember(taking.take(data, Optional.empty()), data);
        weak.keys().stream().filter(key -> key.startsWith(lost)).forEach(weak::delete);
        Committed committed = taking.take(data, Optional.of(firmVault.snapshot(first)));
        assertThat(committed.copies()).allMatch(Committed.Copy::isStored);
        String second = remember(committed, data);
        boolean listsAreNamedAlike = lost.equals("lists/"); // so the first one is healed too
        Reading.assertHolds(faultyVault.snapshot(second), data);
        Reading.assertHolds(firmVault.snapshot(second), data);
        assertThat(faultyVault.verifyAll(true, Progress.silent()))
                .hasEntrySatisfying(
                        first, found -> assertThat(found.isWell()).isEqualTo(listsAreNamedAlike))
                .hasEntrySatisfying(second, found -> assertThat(found.isWell()).isTrue());
    }

    @Test
    @Timeout(60)
    void isLeftOutAlsoWhenItsOwnCodeBreaks() throws Exception {
        Vault brokenVault = Vault.unlock(breaking(weak), key);
        Data data = small(new Random(13));
        Committed committed =
                new Taking(List.of(brokenVault, firmVault)).take(data, Optional.empty());

        assertThat(committed.copies().getFirst().failure().orElseThrow().code())
                .isEqualTo(ProblemCode.BUG);
        Reading.assertHolds(firmVault.snapshot(committed.manifest().id()), data);
    }

    /// `storage`, but to store a pack is an error of the JVM.
    private static Storage breaking(Storage storage) {
        return (Storage)
                Proxy.newProxyInstance(
                        Storage.class.getClassLoader(),
                        new Class<?>[] {Storage.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("create")
                                    && arguments[0].toString().startsWith("packs/")) {
                                throw new OutOfMemoryError("test");
                            }
                            return method.invoke(storage, arguments);
                        });
    }

    private static Data small(Random random) {
        Data data = new Data();
        for (int i = 0; i < 4; i++) {
            data.put(
                    "base/5/" + i,
                    dev.holdfast.core.engine.SourceFile.Kind.PAGED,
                    Data.pages(random, 20));
        }
        data.put(
                "pg_xact/0000",
                dev.holdfast.core.engine.SourceFile.Kind.PLAIN,
                Data.noise(random, 5000));
        return data;
    }

    private String remember(Committed committed, Data data) {
        taken.put(committed.manifest().id(), data);
        return committed.manifest().id();
    }

    private void assertAllWhole() throws Exception {
        for (Vault vault : List.of(faultyVault, firmVault)) {
            for (String id : vault.snapshotIds()) {
                Data data = java.util.Objects.requireNonNull(taken.get(id), id);
                Reading.assertHolds(vault.snapshot(id), data);
            }
        }
    }
}
