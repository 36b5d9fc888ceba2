package dev.holdfast.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.core.engine.SourceFile.Kind;
import dev.holdfast.core.storage.Content;
import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.testkit.MemoryStorage;
import dev.holdfast.testkit.Seed;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the heap holds does not grow with the server, and what a map costs does not grow with the
/// number of snapshots. `benchmarks/HugeRelation.java` does the same with 100 GB.
@Tag("full")
final class BoundedMemoryTest {
    private static final int MIB = 1 << 20;
    private static final int SEGMENT_MIB = 1 << 10;

    /// Of 2 GiB some 300 MB are stored. What may be alive are the buffers that packs are built in:
    /// one for the lane and two for uploads, each of 32 MiB.
    @Test
    void holdsNoMoreThanItsBuffersHoweverLargeTheRelation() throws Exception {
        long small = liveBytes(16);
        long large = liveBytes(2048);
        assertThat(large - small).isLessThan((3 * 32 + 24L) * MIB);
    }

    /// What is alive when `mebibytes` of distinct pages were written and nothing is committed yet.
    private static long liveBytes(int mebibytes) throws Exception {
        Vault vault =
                Vault.create(
                        new WithoutPacks(),
                        VaultKey.random(Taking.RANDOM),
                        Taking.NOON,
                        Taking.RANDOM);
        WriterSettings settings = WriterSettings.of(Taking.FACTS, Taking.RANDOM, () -> Taking.NOON);
        try (SnapshotWriter writer =
                SnapshotWriter.begin(List.of(vault), Optional.empty(), settings)) {
            Lane lane = writer.lane();
            byte[] buffer = new byte[MIB];
            for (int done = 0; done < mebibytes; done += SEGMENT_MIB) {
                int count = Math.min(SEGMENT_MIB, mebibytes - done);
                write(writer, lane, done / SEGMENT_MIB, count, buffer);
            }
            lane.finish();
            writer.awaitUploads();
            System.gc();
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }
    }

    private static void write(
            SnapshotWriter writer, Lane lane, int segment, int mebibytes, byte[] buffer)
            throws InterruptedException {
        SourceFile file =
                new SourceFile("base/5/16384." + segment, (long) mebibytes * MIB, Kind.PAGED);
        for (int i = 0; i < mebibytes; i++) {
            fill(buffer, new Random((long) segment << 32 | i));
            lane.append(file, (long) i * MIB, buffer, 0, MIB);
        }
        writer.finished(file, file.sizeBytes());
    }

    /// Distinct pages, of which an eighth is noise.
    private static void fill(byte[] buffer, Random random) {
        byte[] noise = new byte[Data.PAGE / 8];
        for (int page = 0; page < buffer.length; page += Data.PAGE) {
            random.nextBytes(noise);
            System.arraycopy(noise, 0, buffer, page, noise.length);
        }
    }

    /// A storage larger than memory: packs go nowhere.
    private static final class WithoutPacks implements Storage {
        private final Storage kept = new MemoryStorage("endless");

        @Override
        public void create(String key, Content content) {
            if (!key.startsWith("packs/")) {
                kept.create(key, content);
            }
        }

        @Override
        public String name() {
            return kept.name();
        }

        @Override
        public String location() {
            return kept.location();
        }

        @Override
        public InputStream read(String key) {
            return kept.read(key);
        }

        @Override
        public void read(String key, long offset, ByteBuffer target) {
            kept.read(key, offset, target);
        }

        @Override
        public Optional<ObjectInfo> find(String key) {
            return kept.find(key);
        }

        @Override
        public void list(String prefix, Consumer<ObjectInfo> each) {
            kept.list(prefix, each);
        }

        @Override
        public void delete(String key) {
            kept.delete(key);
        }

        @Override
        public void close() {
            kept.close();
        }
    }

    @Test
    void readsAtMostSixteenLayersAfterAThousandIncrementals() throws Exception {
        Random random = new Random(Seed.ofThisRun());
        Vault vault =
                Vault.create(
                        new MemoryStorage("onsite"),
                        VaultKey.random(Taking.RANDOM),
                        Taking.NOON,
                        Taking.RANDOM);
        Taking taking = new Taking(List.of(vault));
        String path = "base/5/16384";
        Data data = new Data();
        data.put(path, Kind.PAGED, Data.pages(random, 512));
        Snapshot former = vault.snapshot(taking.take(data, Optional.empty()).manifest().id());
        for (int i = 0; i < 1000; i++) {
            Data before = data;
            data = before.copy();
            change(data.content(path), random);
            boolean whole = former.file(path).orElseThrow().isFragmented();
            Optional<Data> known = whole ? Optional.empty() : Optional.of(before);
            Committed taken = taking.take(data, Optional.of(former), known);
            former = vault.snapshot(taken.manifest().id());
            assertThat(former.file(path).orElseThrow().chain()).hasSizeLessThanOrEqualTo(16);
        }
        Reading.assertHolds(former, data);
        assertThat(mapBytes(former.file(path).orElseThrow())).isLessThan(64 << 10);
    }

    private static void change(Data.Content content, Random random) {
        for (int i = 0; i < 8; i++) {
            int page = random.nextInt(512);
            System.arraycopy(
                    Data.pages(random, 1), 0, content.bytes(), page * Data.PAGE, Data.PAGE);
            content.changed().add(page);
        }
    }

    private static long mapBytes(StoredFile file) {
        return file.chain().stream()
                .map(SectionRef::map)
                .distinct()
                .mapToLong(map -> map.sizeBytes())
                .sum();
    }
}
