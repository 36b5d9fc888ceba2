package dev.holdfast.branchfs.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is done to a file of the overlay, it reads like a plain file to which the same was
/// done.
@Timeout(300)
class OverlayPropertyTest {
    private static final int FILES = 4;
    private static final int LONGEST = 12 * Chunk.BYTES;

    /// Less than the files together have, so that chunks come and go.
    private static final OverlayLimits TIGHT =
            new OverlayLimits(64L * Chunk.BYTES, 8L * Chunk.BYTES);

    @TempDir private Path directory;

    /// A plain file in memory.
    private static final class Model {
        private byte[] content;

        Model(byte[] content) {
            this.content = content.clone();
        }

        void write(int position, byte[] bytes) {
            resize(Math.max(content.length, position + bytes.length));
            System.arraycopy(bytes, 0, content, position, bytes.length);
        }

        void resize(int length) {
            content = Arrays.copyOf(content, length);
        }

        byte[] read(int position, int count) {
            int from = Math.min(position, content.length);
            return Arrays.copyOfRange(content, from, Math.min(content.length, from + count));
        }
    }

    @Test
    void readsLikeAPlainFile() throws Exception {
        Random random = new Random(Seed.ofThisRun());
        long evicted = 0;
        for (int round = 0; round < 10; round++) {
            MemoryTree tree = new MemoryTree();
            List<Model> models = new ArrayList<>();
            for (int i = 0; i < FILES; i++) {
                byte[] content = new byte[random.nextInt(LONGEST)];
                random.nextBytes(content);
                tree.with("file-" + i, content);
                models.add(new Model(content));
            }
            Path area = Files.createDirectory(directory.resolve("round-" + round));
            try (OpenOverlay overlay = OpenOverlay.over(tree, area, TIGHT)) {
                for (int step = 0; step < 600; step++) {
                    int which = random.nextInt(FILES);
                    act(random, overlay.file("file-" + which), models.get(which));
                }
                evicted += overlay.overlay().figures().evictedChunks();
                for (int i = 0; i < FILES; i++) {
                    compareAll(overlay.file("file-" + i), models.get(i));
                }
            }
        }
        assertThat(evicted).isPositive();
    }

    private static void act(Random random, FileContent file, Model model) throws Exception {
        int position = near(random, random.nextInt(LONGEST));
        switch (random.nextInt(20)) {
            case 0 -> {
                int length = random.nextBoolean() ? position : near(random, model.content.length);
                file.truncate(length);
                model.resize(length);
            }
            case 1 -> {
                int count = 1 + random.nextInt(2 * Chunk.BYTES);
                boolean extend = random.nextBoolean();
                file.allocate(position, count, extend);
                if (extend) {
                    model.resize(Math.max(model.content.length, position + count));
                }
            }
            case 2, 3, 4, 5, 6, 7 -> {
                byte[] bytes = new byte[length(random)];
                random.nextBytes(bytes);
                OpenOverlay.write(file, position, bytes);
                model.write(position, bytes);
            }
            default -> {
                int count = length(random);
                assertThat(OpenOverlay.read(file, position, count))
                        .isEqualTo(model.read(position, count));
            }
        }
        assertThat(file.size()).isEqualTo(model.content.length);
    }

    /// Often on, or just beside, the border of a block.
    private static int near(Random random, int position) {
        return switch (random.nextInt(4)) {
            case 0 -> position / Chunk.BLOCK * Chunk.BLOCK;
            case 1 -> position / Chunk.BYTES * Chunk.BYTES;
            case 2 -> Math.max(0, position / Chunk.BLOCK * Chunk.BLOCK - 1 + random.nextInt(3));
            default -> position;
        };
    }

    private static int length(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> 1 + random.nextInt(100);
            case 1 -> Chunk.BLOCK * (1 + random.nextInt(4));
            default -> 1 + random.nextInt(2 * Chunk.BYTES);
        };
    }

    private static void compareAll(FileContent file, Model model) throws Exception {
        assertThat(OpenOverlay.read(file, 0, model.content.length + 100)).isEqualTo(model.content);
    }

    /// Threads write and read stripes of their own, which share chunks and blocks with the others',
    /// while chunks are fetched, evicted and read ahead.
    @Test
    void keepsApartWhatSeveralDoAtOnce() throws Exception {
        long seed = Seed.ofThisRun();
        byte[] content = new byte[LONGEST];
        new Random(seed).nextBytes(content);
        byte[] other = new byte[LONGEST];
        MemoryTree tree = new MemoryTree().with("shared", content).with("other", other);
        try (OpenOverlay overlay = OpenOverlay.over(tree, directory, TIGHT);
                ExecutorService threads = Executors.newFixedThreadPool(6)) {
            FileContent shared = overlay.file("shared");
            List<Callable<Integer>> work = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                int number = i;
                Random random = new Random(seed + i);
                work.add(() -> workOnStripes(random, shared, content, number));
            }
            work.add(() -> scan(overlay.file("other"), other));
            for (Future<Integer> each : threads.invokeAll(work)) {
                each.get();
            }
            assertThat(overlay.overlay().health().isBroken()).isFalse();
        }
    }

    private static final int STRIPE = 5000;
    private static final int WORKERS = 5;

    private static int workOnStripes(Random random, FileContent file, byte[] below, int number)
            throws IOException, InterruptedException {
        Model mine = new Model(below);
        int stripes = LONGEST / STRIPE / WORKERS;
        int steps = 3000;
        for (int i = 0; i < steps; i++) {
            int start = (random.nextInt(stripes) * WORKERS + number) * STRIPE;
            int position = start + random.nextInt(STRIPE);
            int count = 1 + random.nextInt(start + STRIPE - position);
            if (random.nextInt(3) == 0) {
                byte[] bytes = new byte[count];
                random.nextBytes(bytes);
                OpenOverlay.write(file, position, bytes);
                mine.write(position, bytes);
            } else {
                assertThat(OpenOverlay.read(file, position, count))
                        .isEqualTo(mine.read(position, count));
            }
        }
        return steps;
    }

    private static int scan(FileContent file, byte[] expected) throws Exception {
        int rounds = 20;
        for (int i = 0; i < rounds; i++) {
            assertThat(OpenOverlay.read(file, 0, expected.length)).isEqualTo(expected);
        }
        return rounds;
    }
}
