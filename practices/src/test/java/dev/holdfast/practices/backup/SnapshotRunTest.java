package dev.holdfast.practices.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.BackupResult.Mode;
import dev.holdfast.practices.backup.BackupResult.State;
import dev.holdfast.testkit.MemoryStorage;
import dev.holdfast.testkit.Seed;
import dev.holdfast.testkit.engine.SyntheticServer;
import dev.holdfast.vault.CopyCheck.Depth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotRunTest {
    private static final int PAGE = SyntheticServer.PAGE_BYTES;

    @TempDir Path temporary;

    private final Workbench bench = new Workbench();
    private final SyntheticServer server = bench.server;

    @Test
    void bringsBackEverySnapshotOfAServerThatChanges() throws Exception {
        long seed = Seed.ofThisRun();
        Random random = new Random(seed);
        List<String> ids = new ArrayList<>();
        List<Map<String, byte[]>> states = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            change(random);
            ids.add(bench.backUp().snapshot());
            states.add(server.files());
        }
        for (int round = 0; round < ids.size(); round++) {
            for (String storage : List.of("onsite", "cloud")) {
                assertRestores(
                        ids.get(round),
                        storage,
                        states.get(round),
                        "seed " + seed + ", round " + round);
            }
        }
    }

    @Test
    void readsEverythingFirstAndThenOnlyWhatChanged() throws Exception {
        server.put("base/1/100", pages(new Random(1), 100));
        BackupResult first = bench.backUp();
        byte[] changed = content("base/1/100");
        changed[17 * PAGE]++;
        server.put("base/1/100", changed);
        BackupResult second = bench.backUp();

        assertThat(first.mode()).isEqualTo(Mode.FULL);
        assertThat(second.mode()).isEqualTo(Mode.INCREMENTAL);
        assertThat(second.readBytes()).isLessThan(2 * PAGE);
    }

    @Test
    void saysWhyItReadEverythingAndStoresNothingTwice() throws Exception {
        server.put("base/1/100", pages(new Random(1), 100));
        long firstBytes = bench.backUp().storages().getFirst().bytes();
        server.knowsChanges = false;
        BackupResult second = bench.backUp();

        assertThat(second.mode()).isEqualTo(Mode.FULL);
        assertThat(second.reason()).isEqualTo("changes are not known");
        assertThat(second.readBytes()).isGreaterThan(100 * PAGE);
        assertThat(second.storages().getFirst().bytes()).isLessThan(firstBytes / 10);
    }

    @Test
    void readsTheFormerSnapshotFromTheNextCopyWhenOneIsDamaged() throws Exception {
        server.put("base/1/100", pages(new Random(1), 100));
        bench.backUp();
        damageMaps(bench.onsite);
        BackupResult second = bench.backUp();

        assertThat(second.mode()).isEqualTo(Mode.INCREMENTAL);
        assertThat(second.storages())
                .extracting(storage -> storage.name() + " " + storage.state())
                .containsExactlyInAnyOrder("cloud STORED", "onsite BEHIND");
        assertRestores(second.snapshot(), "cloud", server.files(), "after damage");
    }

    @Test
    void startsAnewWhenNoCopyOfTheFormerSnapshotCanBeRead() throws Exception {
        server.put("base/1/100", pages(new Random(1), 100));
        String first = bench.backUp().snapshot();
        damageMaps(bench.onsite);
        damageMaps(bench.cloud);
        BackupResult second = bench.backUp();

        assertThat(second.mode()).isEqualTo(Mode.FULL);
        assertThat(second.reason())
                .startsWith("the former snapshot " + first + " cannot be read: storage 'onsite'");
        assertThat(second.storages()).allMatch(storage -> storage.state() == State.STORED);
        assertRestores(second.snapshot(), "onsite", server.files(), "after damage");
        assertRestores(second.snapshot(), "cloud", server.files(), "after damage");
    }

    private static void damageMaps(MemoryStorage storage) {
        for (String key : storage.keys()) {
            if (key.startsWith("maps/")) {
                storage.corrupt(key, bytes -> new byte[bytes.length]);
            }
        }
    }

    @Test
    void saysWhatFailedWhenNoStorageTakesAnything() throws Exception {
        server.put("base/1/100", pages(new Random(1), 100));
        bench.backUp();
        server.put("base/1/100", pages(new Random(2), 100));
        server.beforeRead =
                () -> {
                    bench.faultyOnsite.failCall(1, false);
                    bench.faultyCloud.failCall(1, false);
                };

        assertThatThrownBy(bench::backUp)
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> assertThat(e.is(ProblemCode.STORAGE_UNREACHABLE)).isTrue());
    }

    @Test
    void leavesOutFilesThatAreDroppedWhileItReads() throws Exception {
        server.put("base/1/100", pages(new Random(1), 100));
        server.put("base/1/200", pages(new Random(2), 100));
        server.beforeRead = () -> server.remove("base/1/200");
        String id = bench.backUp().snapshot();

        assertRestores(id, "onsite", server.files(), "dropped");
    }

    @Test
    void endsAFileWhereItWasTruncatedWhileItWasRead() throws Exception {
        server.put("base/1/100", pages(new Random(1), 5000));
        byte[] rest = Arrays.copyOf(content("base/1/100"), 70 * PAGE);
        server.beforeRead = () -> server.put("base/1/100", rest);
        String id = bench.backUp().snapshot();

        assertRestores(id, "onsite", server.files(), "truncated");
    }

    /// One rotten manifest in one storage must not end all backups.
    @Test
    void backsUpAndRestoresAlthoughTheManifestOfOneCopyIsDamaged() throws Exception {
        String first = bench.backUp().snapshot();
        bench.onsite.corrupt("snapshots/" + first, bytes -> new byte[bytes.length]);

        BackupResult second = bench.backUp();

        assertThat(second.mode()).isEqualTo(Mode.INCREMENTAL);
        assertThat(second.storages()).allMatch(storage -> storage.state() == State.STORED);
        assertRestores(second.snapshot(), "onsite", server.files(), "after damage");
        assertThatThrownBy(
                        () -> bench.restore(first, "onsite", temporary.resolve("damaged"), false))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> assertThat(e.problem().hint()).contains("--storage cloud"));
    }

    @Test
    void refusesAServerThatIsNotTheOneBackedUpBefore() throws Exception {
        bench.backUp();
        bench.engine.replace(new SyntheticServer("2"));

        assertThatThrownBy(bench::backUp)
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> {
                            assertThat(e.is(ProblemCode.SERVER_CHANGED)).isTrue();
                            assertThat(e.problem().hint()).contains("--accept-new-server");
                        });
        BackupResult accepted =
                new RunBackupHandler(bench.context)
                        .run(new RunBackup(Workbench.LABEL, false, true), Progress.silent());
        assertThat(accepted.mode()).isEqualTo(Mode.FULL);
    }

    @Test
    void writesOnlyWhatDiffersOntoAnOlderState() throws Exception {
        server.put("base/1/100", pages(new Random(1), 1000));
        String first = bench.backUp().snapshot();
        byte[] changed = content("base/1/100");
        changed[500 * PAGE]++;
        server.put("base/1/100", changed);
        server.put("base/1/300", pages(new Random(3), 2));
        String second = bench.backUp().snapshot();
        Path directory = temporary.resolve("data");

        bench.restore(second, "onsite", directory, false);
        RestoreResult back = bench.restore(first, "onsite", directory, true);

        assertThat(back.writtenBytes()).isLessThanOrEqualTo(128 << 10);
        assertThat(Workbench.restored(directory)).doesNotContainKey("base/1/300");
        bench.restore(second, "cloud", directory, true);
        assertRestored(directory, server.files(), "delta");
    }

    @RepeatedTest(2)
    void keepsItsPromiseWhicheverCallOfAStorageFails(RepetitionInfo repetition) throws Exception {
        boolean once = repetition.getCurrentRepetition() == 1;
        server.put("base/1/100", pages(new Random(1), 50));
        bench.backUp();
        boolean reached = true;
        for (int call = 1; reached; call++) {
            server.put("base/1/100", pages(new Random(call), 50));
            bench.faultyCloud.failCall(call, once);
            BackupResult result = bench.backUp();
            reached = bench.faultyCloud.calls() >= call;
            bench.faultyCloud.failNoMore();

            assertThat(result.storages().getFirst().state()).isEqualTo(State.STORED);
            assertEveryListedSnapshotIsWhole();
        }
        BackupResult last = bench.backUp();
        assertThat(last.storages()).allMatch(storage -> storage.state() == State.STORED);
        assertRestores(last.snapshot(), "cloud", server.files(), "after failures");
    }

    private void assertEveryListedSnapshotIsWhole() throws InterruptedException {
        VaultReport report =
                new CheckVaultHandler(bench.context)
                        .run(new CheckVault(Depth.HASHES), Progress.silent());
        assertThat(report.isWell()).as(report.toString()).isTrue();
    }

    private void assertRestores(
            String id, String storage, Map<String, byte[]> expected, String when)
            throws InterruptedException, IOException {
        Path directory = temporary.resolve(id + "-" + storage);
        bench.restore(id, storage, directory, false);
        assertRestored(directory, expected, when);
    }

    private static void assertRestored(Path directory, Map<String, byte[]> expected, String when)
            throws IOException {
        Map<String, byte[]> restored = Workbench.restored(directory);
        assertThat(restored.keySet()).as(when).isEqualTo(expected.keySet());
        expected.forEach((path, content) ->
                assertThat(restored.get(path)).as(when + " " + path).isEqualTo(content));
    }

    /// Creates, drops, rewrites, extends and truncates.
    private void change(Random random) {
        for (int i = 0; i < 12; i++) {
            String path = "base/%d/%d".formatted(1 + random.nextInt(2), 100 + random.nextInt(12));
            Optional<byte[]> present = Optional.ofNullable(server.files().get(path));
            switch (random.nextInt(5)) {
                case 0 -> server.remove(path);
                case 1 -> server.put(path, pages(random, random.nextInt(60)));
                default ->
                        present.ifPresentOrElse(
                                content -> server.put(path, touched(content, random)),
                                () -> server.put(path, pages(random, 1 + random.nextInt(40))));
            }
        }
        server.put("pg_xact/0000", pages(random, 1));
    }

    private static byte[] touched(byte[] content, Random random) {
        int length = Math.max(0, content.length + (random.nextInt(7) - 3) * PAGE);
        byte[] changed = Arrays.copyOf(content, length);
        for (int i = 0; length > 0 && i < 5; i++) {
            changed[random.nextInt(length)]++;
        }
        return changed;
    }

    private byte[] content(String path) {
        return Objects.requireNonNull(server.files().get(path));
    }

    private static byte[] pages(Random random, int count) {
        byte[] content = new byte[count * PAGE];
        if (random.nextInt(8) > 0) {
            random.nextBytes(content);
        }
        return content;
    }
}
