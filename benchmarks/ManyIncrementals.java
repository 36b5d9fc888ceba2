package dev.holdfast.app;

import static dev.holdfast.app.SyntheticRelation.PAGE;
import static dev.holdfast.app.SyntheticRelation.SEGMENT;

import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.vault.ContentSink;
import dev.holdfast.vault.Lane;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.Reader;
import dev.holdfast.vault.Snapshot;
import dev.holdfast.vault.SnapshotWriter;
import dev.holdfast.vault.StoredFile;
import dev.holdfast.vault.Vault;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;

/// What a map costs after many incremental snapshots: a relation of some GiB, of which 2,000 pages
/// anywhere change between two of them. Segments that fragment are read whole, as a backup does.
/// Prints, every hundred, what a snapshot took, what opening the newest and resolving all of its
/// files takes, and what is alive in the heap while it is resolved.
public final class ManyIncrementals {
    private static final int SEGMENTS = 4;
    private static final int CHANGED_PAGES = 2000;
    private static final int PAGES = (int) (SEGMENT / PAGE);
    private static final int CHUNK = 1 << 20;
    private static final int EVERY = 100;

    private final Vault vault;
    private final Random random = new Random(20261122);
    private final byte[] buffer = new byte[CHUNK];
    private int wholeSegments;

    private ManyIncrementals(Vault vault) {
        this.vault = vault;
    }

    public static void main(String[] words) throws Exception {
        int count = words.length > 1 ? Integer.parseInt(words[1]) : 1000;
        Vault vault = SyntheticRelation.vault(Path.of(words[0]).resolve("vault"));
        new ManyIncrementals(vault).run(count);
    }

    private void run(int count) throws Exception {
        Optional<Snapshot> former = Optional.empty();
        for (int number = 0; number <= count; number++) {
            long began = System.nanoTime();
            String id = take(former, number);
            double seconds = (System.nanoTime() - began) / 1e9;
            former = Optional.of(vault.snapshot(id));
            if (number % EVERY == 0) {
                report(number, seconds, id);
            }
        }
    }

    private String take(Optional<Snapshot> former, int number) throws InterruptedException {
        try (SnapshotWriter writer = SyntheticRelation.writer(vault, former)) {
            Lane lane = writer.lane();
            for (int segment = 0; segment < SEGMENTS; segment++) {
                SourceFile file = SyntheticRelation.file(segment);
                boolean whole =
                        former.flatMap(snapshot -> snapshot.file(file.path()))
                                .map(StoredFile::isFragmented)
                                .orElse(true);
                if (whole) {
                    whole(writer, lane, segment, number);
                } else {
                    changed(writer, lane, segment, number);
                }
            }
            Manifest.Mode mode =
                    former.isPresent() ? Manifest.Mode.INCREMENTAL : Manifest.Mode.FULL;
            Optional<String> base = former.map(snapshot -> snapshot.manifest().id());
            return writer.commit(SyntheticRelation.draft(mode, SEGMENTS * SEGMENT, base))
                    .manifest()
                    .id();
        }
    }

    private void whole(SnapshotWriter writer, Lane lane, int segment, int number)
            throws InterruptedException {
        SourceFile file = SyntheticRelation.file(segment);
        for (long at = 0; at < SEGMENT; at += CHUNK) {
            SyntheticRelation.fill(buffer, CHUNK, segment, at, number);
            lane.append(file, at, buffer, 0, CHUNK);
        }
        lane.cut();
        writer.finished(file, SEGMENT);
        wholeSegments++;
    }

    private void changed(SnapshotWriter writer, Lane lane, int segment, int number)
            throws InterruptedException {
        SourceFile file = SyntheticRelation.file(segment);
        TreeSet<Integer> pages = new TreeSet<>();
        while (pages.size() < CHANGED_PAGES / SEGMENTS) {
            pages.add(random.nextInt(PAGES));
        }
        for (int page : pages) {
            long offset = (long) page * PAGE;
            SyntheticRelation.fill(buffer, PAGE, segment, offset, number);
            lane.append(file, offset, buffer, 0, PAGE);
        }
        writer.partly(file, SEGMENT);
    }

    private void report(int number, double seconds, String id) throws Exception {
        long began = System.nanoTime();
        Snapshot snapshot = vault.snapshot(id);
        try (Reader reader = snapshot.openReader()) {
            for (StoredFile file : snapshot.files()) {
                reader.read(file, 0, 0, new Nothing()); // resolves, and reads no content
            }
            double resolving = (System.nanoTime() - began) / 1e9;
            System.out.printf(
                    "%4d incrementals: took %.2f s; newest resolved in %.3f s, "
                            + "%d MB alive; %d segments read whole so far%n",
                    number,
                    seconds,
                    resolving,
                    SyntheticRelation.liveBytes() / 1_000_000,
                    wholeSegments);
        }
    }

    private static final class Nothing implements ContentSink {
        @Override
        public void bytes(long offset, byte[] buffer, int from, int length) {
            throw new IllegalStateException("nothing was asked for");
        }

        @Override
        public void zeros(long offset, long length) {
            throw new IllegalStateException("nothing was asked for");
        }
    }
}
