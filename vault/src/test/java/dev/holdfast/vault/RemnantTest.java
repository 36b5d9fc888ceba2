package dev.holdfast.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.SourceFile.Kind;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.testkit.FaultyStorage;
import dev.holdfast.testkit.MemoryStorage;
import dev.holdfast.vault.Collector.Collected;
import dev.holdfast.vault.CopyCheck.Depth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A table was rewritten but for a few pages, and the snapshot from before has expired: most of its
/// pack is not used any more.
final class RemnantTest {
    private static final Thinning.Rule RULE = new Thinning.Rule(0.25, 1000, 64);
    private static final Duration DAY = Duration.ofHours(25);
    private static final String TABLE = "base/5/1000";
    private static final int PAGES = 208;

    private final AtomicReference<Instant> now = new AtomicReference<>(Taking.NOON);
    private final MemoryStorage onsite = new MemoryStorage("onsite", now::get);
    private final MemoryStorage cloud = new MemoryStorage("cloud", now::get);
    private final FaultyStorage faulty = new FaultyStorage(onsite);
    private final VaultKey key = VaultKey.random(Taking.RANDOM);
    private final Vault vault = Vault.create(faulty, key, Taking.NOON, Taking.RANDOM);
    private final Vault other = Vault.createLike(vault, cloud);
    private final Random random = new Random(11);
    private Data data = new Data();
    private String first = "";
    private String last = "";

    @BeforeEach
    void rewriteMostOfATable() throws Exception {
        data.put(TABLE, Kind.PAGED, Data.pages(random, PAGES));
        data.put("PG_VERSION", Kind.PLAIN, new byte[] {'1', '8', '\n'});
        first = take(Optional.empty(), List.of(vault, other));
        Data before = data;
        data = before.copy();
        for (int page = 0; page < PAGES - 16; page++) {
            byte[] fresh = Data.pages(random, 1);
            System.arraycopy(fresh, 0, data.content(TABLE).bytes(), page * Data.PAGE, Data.PAGE);
            data.content(TABLE).changed().add(page);
        }
        last = take(Optional.of(before), List.of(vault, other), first);
        for (Vault copy : List.of(vault, other)) {
            copy.marks().expire(first, "test", "me@here", Taking.RANDOM);
        }
    }

    private String take(Optional<Data> before, List<Vault> copies, String... former)
            throws InterruptedException {
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(5)));
        Optional<Snapshot> there =
                former.length == 0 ? Optional.empty() : Optional.of(vault.snapshot(former[0]));
        Committed committed = new Taking(copies, now::get).take(data, there, before);
        assertThat(committed.copies()).allMatch(Committed.Copy::isStored);
        return committed.manifest().id();
    }

    private Collected collect(Vault copy) throws InterruptedException {
        return new Collector(copy, RULE, now::get, Taking.RANDOM, Progress.silent())
                .run(_ -> true, _ -> false);
    }

    /// Until nothing is left to do.
    private void collectForDays(Vault copy) throws InterruptedException {
        for (int day = 0; day < 5; day++) {
            now.updateAndGet(time -> time.plus(DAY));
            assertThat(collect(copy).stopped()).isEmpty();
        }
    }

    private static List<String> keys(MemoryStorage storage, String prefix) {
        return storage.keys().stream().filter(found -> found.startsWith(prefix)).toList();
    }

    private void assertWhole(Vault copy) throws Exception {
        for (Depth depth : Depth.values()) {
            CopyCheck.Checked checked = new CopyCheck(copy, depth, Progress.silent()).run();
            assertThat(checked.flaws()).as(depth.toString()).isEmpty();
        }
        Reading.assertHolds(copy.snapshot(last), data);
    }

    @Test
    void whatIsStillUsedOfAMostlyDeadPackStaysAndTheRestGoes() throws Exception {
        long before = bytes(onsite);
        List<String> packs = keys(onsite, "packs/");
        now.updateAndGet(time -> time.plus(DAY));
        Collected collected = collect(vault);
        assertThat(collected.thinned()).isEqualTo(1);
        assertThat(collected.thinnedBytes()).isPositive();
        assertThat(onsite.keys()).containsAll(packs);
        assertWhole(vault);

        collectForDays(vault);
        assertThat(keys(onsite, "remnants/")).hasSize(1);
        assertThat(keys(onsite, "packs/")).hasSizeLessThan(packs.size());
        assertThat(keys(onsite, "condemned/")).isEmpty();
        assertThat(before - bytes(onsite)).isGreaterThan(collected.thinnedBytes());
        assertWhole(vault);
        assertThat(new CopyCheck(vault, Depth.LISTING, Progress.silent()).run().extra())
                .contains(new CopyCheck.Extra(0, 0));
    }

    private static long bytes(MemoryStorage storage) {
        return storage.keys().stream().mapToLong(found -> storage.bytes(found).length).sum();
    }

    @Test
    void aReaderThatBeganBeforeGoesOn() throws Exception {
        Snapshot open = vault.snapshot(last);
        Reading.assertHolds(open, data);
        collectForDays(vault);
        assertThat(keys(onsite, "remnants/")).hasSize(1);
        Reading.assertHolds(open, data);
    }

    @Test
    void theNextBackupBuildsOnARemnant() throws Exception {
        collectForDays(vault);
        collectForDays(other);
        Data before = data;
        data = before.copy();
        byte[] fresh = Data.pages(random, 1);
        System.arraycopy(fresh, 0, data.content(TABLE).bytes(), 0, Data.PAGE);
        data.content(TABLE).changed().add(0);
        int packs = keys(onsite, "packs/").size();
        last = take(Optional.of(before), List.of(vault, other), last);

        assertThat(keys(onsite, "packs/")).hasSize(packs + 1);
        assertWhole(vault);
        assertWhole(other);
    }

    @Test
    void aFullReadFindsItsFramesAgain() throws Exception {
        collectForDays(vault);
        data = data.copy();
        int packs = keys(onsite, "packs/").size();
        last = take(Optional.empty(), List.of(vault), last);

        assertThat(keys(onsite, "packs/")).hasSize(packs);
        assertWhole(vault);
    }

    @Test
    void aCopyIsMadeOfWhatIsLeft() throws Exception {
        collectForDays(vault);
        cloud.keys().stream()
                .filter(found -> !found.matches("vault.json|keys/.*"))
                .forEach(cloud::delete);
        CatchUp.Caught caught = sync();
        assertThat(caught.left()).isEmpty();
        assertThat(caught.snapshots()).containsExactly(last);
        assertThat(keys(cloud, "remnants/")).isEqualTo(keys(onsite, "remnants/"));
        onsite.keys().forEach(onsite::delete);
        assertWhole(other);
    }

    private CatchUp.Caught sync() throws InterruptedException {
        return new CatchUp(other, List.of(vault), now::get, Taking.RANDOM, Progress.silent())
                .run(_ -> true);
    }

    @Test
    void noCopyIsMadeOfARemnantThatIsNotEnough() throws Exception {
        collectForDays(vault);
        cloud.keys().stream()
                .filter(found -> !found.matches("vault.json|keys/.*"))
                .forEach(cloud::delete);
        keys(onsite, "remnants/").forEach(onsite::delete);

        assertThat(sync().left()).isNotEmpty();
        assertThat(other.snapshotIds()).isEmpty();
    }

    enum Harm {
        MISSING,
        FLIPPED
    }

    @ParameterizedTest
    @EnumSource(Harm.class)
    void aRemnantThatIsHarmedIsFoundAndMended(Harm how) throws Exception {
        collectForDays(vault);
        String remnant = keys(onsite, "remnants/").getFirst();
        if (how == Harm.MISSING) {
            onsite.delete(remnant);
        } else {
            onsite.corrupt(
                    remnant,
                    bytes -> {
                        bytes[bytes.length / 2] ^= 4;
                        return bytes;
                    });
        }
        List<CopyCheck.Flaw> flaws =
                new CopyCheck(vault, Depth.HASHES, Progress.silent()).run().flaws();
        assertThat(flaws).hasSize(1);
        assertThat(flaws.getFirst().affected()).anyMatch(line -> line.startsWith(TABLE));

        assertThat(heal(vault, other).unmended()).isEmpty();
        assertWhole(vault);
    }

    private Mending.Mended heal(Vault target, Vault from) throws InterruptedException {
        Mending.Site site =
                new Mending.Site(target, target.storage(), key, now::get, Taking.RANDOM);
        Mending.Mended mended = new Mending(site, List.of(from), true, Progress.silent()).run();
        assertThat(mended.failure()).isEmpty();
        return mended;
    }

    @Test
    void aLostPackIsMendedByWhatIsLeftOfItElsewhere() throws Exception {
        collectForDays(vault);
        List<String> gone =
                keys(cloud, "packs/").stream()
                        .filter(pack -> !onsite.keys().contains(pack))
                        .toList();
        gone.forEach(cloud::delete);
        cloud.delete("snapshots/" + first);
        assertThat(heal(other, vault).unmended()).isEmpty();
        assertWhole(other);
    }

    @Test
    void whatIsLeftElsewhereIsNotTakenForMoreThanItIs() throws Exception {
        other.marks().undoExpiry(first, "me@here", Taking.RANDOM);
        collectForDays(vault);
        keys(cloud, "packs/").stream()
                .filter(pack -> !onsite.keys().contains(pack))
                .toList()
                .forEach(cloud::delete);

        assertThat(heal(other, vault).unmended())
                .singleElement()
                .matches(unmended -> unmended.snapshots().contains(first));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void losesNothingWhicheverCallFails(boolean once) throws Exception {
        for (int day = 0; day < 4; day++) {
            now.updateAndGet(time -> time.plus(DAY));
            boolean hit = true;
            for (int call = 1; hit; call++) {
                faulty.failCall(call, once);
                collect(vault);
                hit = faulty.calls() >= call;
                faulty.failNoMore();
                assertThat(vault.snapshotIds()).contains(last);
                assertThat(vault.snapshot(last).verify(true, Progress.silent()).damages())
                        .isEmpty();
            }
        }
        collectForDays(vault);
        assertThat(keys(onsite, "remnants/")).hasSize(1);
        assertWhole(vault);
    }
}
