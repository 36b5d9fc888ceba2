package dev.holdfast.app;

import static dev.holdfast.app.SyntheticRelation.FRAME;
import static dev.holdfast.app.SyntheticRelation.SEGMENT;
import static dev.holdfast.app.SyntheticRelation.report;

import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.vault.ContentSink;
import dev.holdfast.vault.FrameName;
import dev.holdfast.vault.FrameNaming;
import dev.holdfast.vault.Lane;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.Reader;
import dev.holdfast.vault.Snapshot;
import dev.holdfast.vault.SnapshotWriter;
import dev.holdfast.vault.StoredFile;
import dev.holdfast.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// A relation of so many GiB of distinct pages: read, named, compressed, encrypted and packed by two
/// lanes, and then every frame looked up and its name compared with the pages that it must hold.
/// Packs go nowhere but for their indexes, so that it takes hardly any disk. Shows that the heap
/// does not grow with the size: it runs with -Xmx512m, and prints what is alive every few segments.
public final class HugeRelation {
    private static final int CHUNK = 1 << 20;
    private static final int LANES = 2;
    private static final int EVERY = 10;

    private HugeRelation() {}

    public static void main(String[] words) throws Exception {
        int gibibytes = words.length > 1 ? Integer.parseInt(words[1]) : 100;
        Vault vault = SyntheticRelation.vault(Path.of(words[0]).resolve("vault"));
        try (SnapshotWriter writer = SyntheticRelation.writer(vault, Optional.empty())) {
            write(writer, gibibytes);
            Manifest.Draft draft =
                    SyntheticRelation.draft(
                            Manifest.Mode.FULL, gibibytes * SEGMENT, Optional.empty());
            Manifest manifest = writer.commit(draft).manifest();
            report("stored in " + manifest.amounts().storedBytes() / 1_000_000 + " MB");
            lookUp(vault, vault.snapshot(manifest.id()), gibibytes);
        }
        report("every frame looked up, and its name compared");
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
                SourceFile file = SyntheticRelation.file(segment);
                for (long at = 0; at < SEGMENT; at += CHUNK) {
                    SyntheticRelation.fill(buffer, CHUNK, segment, at, 0);
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

    private static void lookUp(Vault vault, Snapshot snapshot, int gibibytes) throws IOException {
        if (snapshot.files().size() != gibibytes) {
            throw new IllegalStateException("only " + snapshot.files().size() + " segments stored");
        }
        try (Reader reader = snapshot.openReader()) {
            for (StoredFile file : snapshot.files()) {
                int segment = SyntheticRelation.segmentOf(file);
                reader.read(file, new Names(segment, vault.naming(), new byte[FRAME]));
                if (segment % EVERY == 0) {
                    report("segment " + segment + " looked up");
                }
            }
        }
    }

    private record Names(int segment, FrameNaming naming, byte[] expected) implements ContentSink {
        @Override
        public boolean has(long offset, int length, FrameName name) {
            SyntheticRelation.fill(expected, length, segment, offset, 0);
            if (!naming.nameOf(expected, 0, length).equals(name)) {
                throw new IllegalStateException("segment " + segment + " differs at " + offset);
            }
            return true;
        }

        @Override
        public void bytes(long offset, byte[] buffer, int from, int length) {
            throw new IllegalStateException("no whole frame at " + offset + " of " + segment);
        }

        @Override
        public void zeros(long offset, long length) {
            throw new IllegalStateException("no page is zeros, and " + offset + " is");
        }
    }
}
