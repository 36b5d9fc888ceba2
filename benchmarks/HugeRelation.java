package dev.holdfast.app;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.storages.file.FileStorage;
import dev.holdfast.vault.ContentSink;
import dev.holdfast.vault.Lane;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.Reader;
import dev.holdfast.vault.Snapshot;
import dev.holdfast.vault.SnapshotWriter;
import dev.holdfast.vault.StoredFile;
import dev.holdfast.vault.Vault;
import dev.holdfast.vault.VaultKey;
import dev.holdfast.vault.WriterSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A relation of so many GiB of distinct pages, served by a source that computes them: written into
/// a vault in a directory by two lanes and read back page by page. Shows that the heap does not grow
/// with the size: it runs with -Xmx512m, and prints what is alive every few segments.
public final class HugeRelation {
    private static final int PAGE = 8192;
    private static final int CHUNK = 1 << 20;
    private static final long SEGMENT = 1L << 30;
    private static final int LANES = 2;
    private static final int EVERY = 10;

    private HugeRelation() {}

    public static void main(String[] words) throws Exception {
        int gibibytes = words.length > 1 ? Integer.parseInt(words[1]) : 100;
        SecureRandom random = new SecureRandom();
        FileStorage storage = new FileStorage("here", Path.of(words[0]).resolve("vault"));
        storage.initialize();
        Vault vault = Vault.create(storage, VaultKey.random(random), Instant.now(), random);
        try (SnapshotWriter writer =
                SnapshotWriter.begin(
                        List.of(vault),
                        Optional.empty(),
                        WriterSettings.of(facts(), random, Clock.systemUTC()))) {
            write(writer, gibibytes);
            Manifest manifest = writer.commit(draft(gibibytes)).manifest();
            report("stored in " + manifest.amounts().storedBytes() / 1_000_000 + " MB");
            verify(vault.snapshot(manifest.id()), gibibytes);
        }
        report("read back and equal");
    }

    private static void write(SnapshotWriter writer, int gibibytes) throws InterruptedException {
        Thread[] threads = new Thread[LANES];
        for (int i = 0; i < LANES; i++) {
            int first = i;
            Lane lane = writer.lane();
            threads[i] = new Thread(() -> write(writer, lane, first, gibibytes));
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void write(SnapshotWriter writer, Lane lane, int first, int gibibytes) {
        byte[] buffer = new byte[CHUNK];
        try {
            for (int segment = first; segment < gibibytes; segment += LANES) {
                SourceFile file = file(segment);
                for (long at = 0; at < SEGMENT; at += CHUNK) {
                    fill(buffer, segment, at);
                    lane.append(file, at, buffer, 0, CHUNK);
                }
                lane.cut();
                writer.finished(file, SEGMENT);
                if (segment % EVERY == 0) {
                    report("segment " + segment + " of " + gibibytes + " written");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SourceFile file(int segment) {
        String suffix = segment == 0 ? "" : "." + segment;
        return new SourceFile("base/5/16384" + suffix, SEGMENT, SourceFile.Kind.PAGED);
    }

    /// Rows of 64 bytes that differ in their first words; no two pages are the same.
    private static void fill(byte[] buffer, int segment, long offset) {
        ByteBuffer target = ByteBuffer.wrap(buffer);
        for (int at = 0; at < CHUNK; at += 64) {
            long row = (long) segment << 32 | (offset + at) >>> 6;
            target.putLong(at, row);
            target.putLong(at + 8, row * 0x9E3779B97F4A7C15L);
        }
    }

    private static void verify(Snapshot snapshot, int gibibytes) throws IOException {
        byte[] expected = new byte[CHUNK];
        if (snapshot.files().size() != gibibytes) {
            throw new IllegalStateException("only " + snapshot.files().size() + " segments stored");
        }
        try (Reader reader = snapshot.openReader()) {
            for (StoredFile file : snapshot.files()) {
                String name = file.path();
                int dot = name.indexOf('.');
                int segment = dot < 0 ? 0 : Integer.parseInt(name.substring(dot + 1));
                reader.read(file, new Comparison(segment, expected));
                if (segment % EVERY == 0) {
                    report("segment " + segment + " read");
                }
            }
        }
    }

    private record Comparison(int segment, byte[] expected) implements ContentSink {
        @Override
        public void bytes(long offset, byte[] buffer, int from, int length) {
            long chunk = offset - offset % CHUNK;
            fill(expected, segment, chunk);
            int at = (int) (offset - chunk);
            if (!Arrays.equals(buffer, from, from + length, expected, at, at + length)) {
                throw new IllegalStateException("segment " + segment + " differs at " + offset);
            }
        }

        @Override
        public void zeros(long offset, long length) {
            throw new IllegalStateException("no page is zeros, and " + offset + " is");
        }
    }

    private static void report(String what) {
        System.gc();
        long live = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        System.out.printf("%s: %d MB alive in the heap%n", what, live / 1_000_000);
    }

    private static ServerFacts facts() {
        return new ServerFacts(
                "1", "18.0", 18, "synthetic", false, false, PAGE, SEGMENT, 16 << 20, "/", List.of(),
                List.of(), List.of(), Map.of(), List.of());
    }

    private static Manifest.Draft draft(int gibibytes) {
        return new Manifest.Draft(
                "huge", "benchmark", Instant.now(), Instant.now(), Manifest.Mode.FULL, "benchmark",
                facts(), new PhysicalSource.Start(Lsn.ZERO, 1, false, "synthetic", ""),
                new PhysicalSource.Stop(Lsn.ZERO, "", "", ""), Optional.empty(), LANES,
                List.of("base", "base/5"), List.of(), gibibytes * SEGMENT, "benchmark");
    }
}
