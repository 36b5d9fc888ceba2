package dev.holdfast.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.SourceFile.Kind;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.testkit.FaultyStorage;
import dev.holdfast.testkit.MemoryStorage;
import dev.holdfast.testkit.Seed;
import dev.holdfast.vault.Collector.Collected;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Two Holdfasts back up, expire, undo, copy and collect in two storages at once, in a random
/// order; some of it is cut off at a random call, and hours and days pass in between. After each
/// step every listed snapshot is whole in each storage by itself.
final class CollectionSimulationTest {
    /// Packs are small here, and seldom mostly dead.
    private static final Thinning.Rule EAGER = new Thinning.Rule(0.9, 1, 64);

    private final AtomicReference<Instant> now = new AtomicReference<>(Taking.NOON);
    private final VaultKey key = VaultKey.random(Taking.RANDOM);
    private final MemoryStorage onsite = new MemoryStorage("onsite", now::get);
    private final MemoryStorage cloud = new MemoryStorage("cloud", now::get);
    private final List<MemoryStorage> storages = List.of(onsite, cloud);
    private final Map<String, Data> taken = new HashMap<>();
    private final List<Holdfast> holdfasts = new ArrayList<>();
    private Random random = new Random(0);
    private long thinned;

    /// One of the two: its own way to the storages, and perhaps a backup that runs.
    private final class Holdfast {
        final List<FaultyStorage> ways = storages.stream().map(FaultyStorage::new).toList();
        final List<Vault> copies = ways.stream().map(way -> Vault.unlock(way, key)).toList();
        final Taking taking = new Taking(copies, now::get);
        Optional<Taking.Open> running = Optional.empty();
        Data data = new Data();
    }

    @Test
    void nothingListedLosesAnything() throws Exception {
        simulate(Seed.ofThisRun(), 80);
    }

    @Tag("full")
    @Test
    void nothingListedEverLosesAnything() throws Exception {
        long seed = Seed.ofThisRun();
        for (int run = 0; run < 40; run++) {
            storages.forEach(storage -> storage.keys().forEach(storage::delete));
            taken.clear();
            simulate(seed + run, 250);
        }
        assertThat(thinned).as("packs that were thinned").isPositive();
    }

    private void simulate(long seed, int steps) throws Exception {
        random = new Random(seed);
        Vault first = Vault.create(onsite, key, Taking.NOON, Taking.RANDOM);
        Vault.createLike(first, cloud);
        holdfasts.clear();
        holdfasts.add(new Holdfast());
        holdfasts.add(new Holdfast());
        for (int step = 0; step < steps; step++) {
            String what = step(any(holdfasts));
            String when = "seed %d, step %d: %s".formatted(seed, step, what);
            assertListedIsWhole(when, step % 20 == 0);
        }
        for (Holdfast holdfast : holdfasts) {
            kill(holdfast);
        }
        assertGarbageGoes("seed " + seed);
    }

    private String step(Holdfast one) throws Exception {
        return switch (random.nextInt(16)) {
            case 0, 1, 2 -> begin(one);
            case 3, 4, 5 -> finish(one);
            case 6, 7 -> expire(one);
            case 8 -> undo(one);
            case 9, 10, 11 -> collect(one);
            case 12 -> sync(one);
            case 13 -> random.nextInt(4) == 0 ? kill(one) : pass(1 + random.nextInt(8));
            default -> pass(1 + random.nextInt(30));
        };
    }

    private String begin(Holdfast one) throws InterruptedException {
        if (one.running.isPresent()) {
            return "nothing";
        }
        List<String> common = new ArrayList<>(one.copies.getFirst().snapshotIds());
        common.retainAll(one.copies.getLast().snapshotIds());
        Optional<String> former =
                common.isEmpty() || random.nextInt(6) == 0
                        ? Optional.empty()
                        : Optional.of(any(common));
        Optional<Data> before = former.map(id -> Objects.requireNonNull(taken.get(id), id));
        one.data = before.map(Data::copy).orElseGet(this::small);
        before.ifPresent(_ -> one.data.mutate(random));
        before.ifPresent(_ -> rewriteOne(one.data));
        one.running =
                Optional.of(
                        one.taking
                                .begin(
                                        one.data,
                                        former.map(one.copies.getFirst()::snapshot),
                                        before)
                                .flush());
        return "begin on " + former;
    }

    private String finish(Holdfast one) throws InterruptedException {
        if (one.running.isEmpty()) {
            return "nothing";
        }
        try (Taking.Open open = one.running.get()) {
            Committed committed = open.commit();
            taken.put(committed.manifest().id(), one.data);
            return "finish " + committed.manifest().id();
        } catch (HoldfastException e) {
            assertThat(e.problem().code()).isEqualTo(ProblemCode.OBJECT_MISSING);
            return "refused";
        } finally {
            one.running = Optional.empty();
        }
    }

    private String kill(Holdfast one) {
        one.running.ifPresent(Taking.Open::close);
        one.running = Optional.empty();
        return "kill";
    }

    /// Not the newest one, as the policy keeps it.
    private String expire(Holdfast one) {
        Vault copy = any(one.copies);
        List<String> ids = copy.snapshotIds();
        if (ids.size() < 3) {
            return "nothing";
        }
        String id = ids.get(random.nextInt(ids.size() - 1));
        copy.marks().expire(id, "simulated", "me@here", Taking.RANDOM);
        return "expire %s in %s".formatted(id, copy.storage().name());
    }

    private String undo(Holdfast one) {
        Vault copy = any(one.copies);
        List<String> expired = new ArrayList<>(copy.marks().tombstones().keySet());
        if (expired.isEmpty()) {
            return "nothing";
        }
        String id = any(expired);
        try {
            copy.marks().undoExpiry(id, "me@here", Taking.RANDOM);
            return "undo " + id;
        } catch (HoldfastException e) {
            assertThat(e.problem().code()).isEqualTo(ProblemCode.TARGET_REFUSED);
            return "too late for " + id;
        }
    }

    private String collect(Holdfast one) throws InterruptedException {
        int which = random.nextInt(2);
        FaultyStorage way = one.ways.get(which);
        boolean cutOff = random.nextInt(3) == 0;
        if (cutOff) {
            way.failCall(1 + random.nextInt(60), random.nextBoolean());
        }
        Collected collected = collect(one.copies.get(which));
        thinned += collected.thinned();
        way.failNoMore();
        assertThat(collected.stopped().map(problem -> problem.code()))
                .isIn(
                        Optional.empty(),
                        Optional.of(ProblemCode.TARGET_REFUSED),
                        Optional.of(ProblemCode.STORAGE_UNREACHABLE));
        return "collect " + collected;
    }

    private static Collected collect(Vault copy, Instant now) throws InterruptedException {
        return new Collector(copy, EAGER, () -> now, Taking.RANDOM, Progress.silent())
                .run(_ -> true, _ -> true);
    }

    private Collected collect(Vault copy) throws InterruptedException {
        return collect(copy, now.get());
    }

    private String sync(Holdfast one) throws InterruptedException {
        int target = random.nextInt(2);
        CatchUp.Caught caught =
                new CatchUp(
                                one.copies.get(target),
                                List.of(one.copies.get(1 - target)),
                                now::get,
                                Taking.RANDOM,
                                Progress.silent())
                        .run(_ -> true);
        return "sync " + caught;
    }

    /// Whoever runs shows that it lives; now and then nobody does, as when a machine sleeps.
    private String pass(int hours) {
        boolean asleep = random.nextInt(5) == 0;
        for (int hour = 0; hour < hours; hour++) {
            now.updateAndGet(before -> before.plus(Duration.ofHours(1)));
            if (!asleep) {
                holdfasts.forEach(
                        one -> one.running.ifPresent(open -> open.writer().lease().beat()));
            }
        }
        return "pass %d h%s".formatted(hours, asleep ? ", asleep" : "");
    }

    private void assertListedIsWhole(String when, boolean bitExact) throws Exception {
        for (MemoryStorage storage : storages) {
            Vault vault = Vault.unlock(storage, key);
            for (String id : vault.snapshotIds()) {
                Snapshot snapshot = vault.snapshot(id);
                assertThat(snapshot.verify(false, Progress.silent()).damages())
                        .as("%s; %s in %s", when, id, storage.name())
                        .isEmpty();
                if (bitExact) {
                    Reading.assertHolds(snapshot, Objects.requireNonNull(taken.get(id), id));
                }
            }
        }
    }

    /// In the end nothing is left of what no listed snapshot needs.
    private void assertGarbageGoes(String when) throws Exception {
        for (int day = 0; day < 5; day++) {
            pass(25);
            for (Vault copy : holdfasts.getFirst().copies) {
                collect(copy);
            }
        }
        assertListedIsWhole(when, true);
        for (Vault copy : holdfasts.getFirst().copies) {
            if (!copy.snapshotIds().isEmpty()) {
                assertThat(collect(copy)).as(when).extracting(Collected::waiting).isEqualTo(0L);
                assertThat(copy.marks().tombstones()).as(when).isEmpty();
            }
        }
    }

    /// So that none of the frames that held it is used any more.
    private void rewriteOne(Data data) {
        String path = any(List.copyOf(data.files().keySet()));
        Data.Content content = data.content(path);
        if (content.kind() == Kind.PAGED) {
            int pages = content.bytes().length / Data.PAGE;
            byte[] fresh = Data.pages(random, pages);
            System.arraycopy(fresh, 0, content.bytes(), 0, fresh.length);
            IntStream.range(0, pages).forEach(content.changed()::add);
        }
    }

    private Data small() {
        Data data = new Data();
        for (int i = 0; i < 3; i++) {
            data.put("base/5/" + i, Kind.PAGED, Data.pages(random, 20));
        }
        data.put("pg_xact/0000", Kind.PLAIN, Data.noise(random, 3000));
        return data;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
