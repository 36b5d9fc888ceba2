package dev.holdfast.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.SourceFile.Kind;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.testkit.MemoryStorage;
import dev.holdfast.testkit.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SnapshotRoundTripTest {
    private final VaultKey key = VaultKey.random(Taking.RANDOM);
    private final MemoryStorage storage = new MemoryStorage("onsite");
    private final Vault vault = Vault.create(storage, key, Taking.NOON, Taking.RANDOM);
    private final Taking taking = new Taking(List.of(vault));

    @Test
    void givesBackEveryOneOfFortySnapshots() throws Exception {
        Random random = new Random(Seed.ofThisRun());
        Data data = Data.random(random);
        List<Data> states = new ArrayList<>();
        Optional<Snapshot> former = Optional.empty();
        for (int i = 0; i <= 40; i++) {
            Optional<Data> before =
                    states.isEmpty() ? Optional.empty() : Optional.of(states.getLast());
            Committed committed = taking.take(data, former, before);
            former = Optional.of(vault.snapshot(committed.manifest().id()));
            states.add(data.copy());
            data = data.copy();
            data.mutate(random);
        }
        Vault again = Vault.unlock(storage, key);
        List<String> ids = again.snapshotIds();
        assertThat(ids).hasSize(41).isSorted();
        for (int i = 0; i < ids.size(); i++) {
            Reading.assertHolds(again.snapshot(ids.get(i)), states.get(i));
            assertThat(again.snapshot(ids.get(i)).verify(i % 10 == 0, Progress.silent()).damages())
                    .isEmpty();
        }
    }

    @Test
    void storesNothingButAManifestWhenNothingChanged() throws Exception {
        Data data = Data.random(new Random(1));
        Committed first = taking.take(data, Optional.empty());
        List<String> before = storage.keys();
        Optional<Snapshot> former = Optional.of(vault.snapshot(first.manifest().id()));
        Committed second = taking.take(data, former, Optional.of(data));
        assertThat(storage.keys().stream().filter(name -> !before.contains(name)))
                .allMatch(name -> name.startsWith("snapshots/") || name.startsWith("wal/"));
        Reading.assertHolds(vault.snapshot(second.manifest().id()), data);
    }

    @Test
    void findsEverythingAgainOnASecondFullRead() throws Exception {
        Data data = Data.random(new Random(2));
        Committed first = taking.take(data, Optional.empty());
        List<String> before = storage.keys();
        Optional<Snapshot> former = Optional.of(vault.snapshot(first.manifest().id()));
        Committed second = taking.take(data, former);
        assertThat(storage.keys().stream().filter(name -> !before.contains(name)))
                .allMatch(name -> name.startsWith("snapshots/") || name.startsWith("wal/"));
        Reading.assertHolds(vault.snapshot(second.manifest().id()), data);
    }

    @Test
    void keepsChainsShortAndSaysWhenAFileIsFragmented() throws Exception {
        Random random = new Random(3);
        Data data = new Data();
        data.put("base/5/1", Kind.PAGED, Data.pages(random, 64));
        Optional<Snapshot> former = Optional.empty();
        Optional<Data> before = Optional.empty();
        boolean fragmented = false;
        for (int i = 0; i < 40; i++) {
            Committed committed = taking.take(data, former, before);
            Snapshot snapshot = vault.snapshot(committed.manifest().id());
            StoredFile file = snapshot.file("base/5/1").orElseThrow();
            assertThat(file.chain().size()).isBetween(1, StoredFile.LONGEST_CHAIN);
            fragmented |= file.isFragmented();
            former = Optional.of(snapshot);
            before = Optional.of(data.copy());
            data = data.copy();
            Data.Content content = data.content("base/5/1");
            int page = random.nextInt(64);
            System.arraycopy(
                    Data.pages(random, 1), 0, content.bytes(), page * Data.PAGE, Data.PAGE);
            content.changed().add(page);
        }
        assertThat(fragmented).isTrue();
        Reading.assertHolds(former.orElseThrow(), before.orElseThrow());
        Committed whole = taking.take(data, former);
        assertThat(vault.snapshot(whole.manifest().id()).file("base/5/1").orElseThrow())
                .matches(file -> !file.isFragmented());
    }

    @Test
    void readsAnyPartOfAFile() throws Exception {
        Random random = new Random(4);
        Data data = new Data();
        data.put("base/5/1", Kind.PAGED, Data.pages(random, 100));
        byte[] bytes = data.content("base/5/1").bytes();
        System.arraycopy(new byte[20 * Data.PAGE], 0, bytes, 30 * Data.PAGE, 20 * Data.PAGE);
        Committed committed = taking.take(data, Optional.empty());
        Snapshot snapshot = vault.snapshot(committed.manifest().id());
        StoredFile file = snapshot.file("base/5/1").orElseThrow();
        try (Reader reader = snapshot.openReader()) {
            for (int i = 0; i < 100; i++) {
                int from = random.nextInt(bytes.length);
                int length = Math.min(bytes.length - from, 1 + random.nextInt(300_000));
                Reading.Collector part = new Reading.Collector(from, length);
                reader.read(file, from, length, part);
                assertThat(part.complete())
                        .isEqualTo(java.util.Arrays.copyOfRange(bytes, from, from + length));
            }
        }
    }

    @Test
    void keepsTheManifestAsItWasTold() throws Exception {
        Data data = Data.random(new Random(5));
        Committed committed = taking.take(data, Optional.empty());
        Manifest manifest = vault.manifest(committed.manifest().id());
        assertThat(manifest).isEqualTo(committed.manifest());
        assertThat(manifest.facts()).isEqualTo(Taking.FACTS);
        assertThat(manifest.id()).startsWith("20261122-120000-");
        assertThat(manifest.isDamaged()).isTrue();
        assertThat(manifest.amounts().walBytes()).isEqualTo(300_000);
    }
}
