package dev.holdfast.branchfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Seed;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files of a mount read like plain files to which the same was done, whatever the kernel keeps and
/// delays: several at a time, each beside its twin on the disk.
@Timeout(180)
class MountedPropertyTest {
    private static final int FILES = 4;
    private static final int LONGEST = 1_500_000;
    private static final int STEPS = 400;
    private static final int MIB = 1 << 20;

    @TempDir private Path area;

    @Test
    void readsLikePlainFiles() throws Exception {
        Mountable.assume();
        long seed = Seed.ofThisRun();
        Path source = Files.createDirectory(area.resolve("source"));
        Path twins = Files.createDirectory(area.resolve("twins"));
        for (int i = 0; i < FILES; i++) {
            byte[] content = new byte[LONGEST - i * 300_001];
            new Random(seed + i).nextBytes(content);
            Files.write(source.resolve("f" + i), content);
            Files.write(twins.resolve("f" + i), content);
        }
        ServedDirectory.Options tight = ServedDirectory.Options.DEFAULT.withLimits(16L * MIB, MIB);
        try (ServedDirectory served = ServedDirectory.start(source, area, tight);
                ExecutorService threads = Executors.newFixedThreadPool(FILES)) {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int i = 0; i < FILES; i++) {
                Random random = new Random(seed + i);
                Path mounted = served.directory().resolve("f" + i);
                Path twin = twins.resolve("f" + i);
                work.add(() -> compare(random, mounted, twin));
            }
            for (Future<Integer> each : threads.invokeAll(work)) {
                each.get();
            }
            assertThat(served.ask("breakage")).isEqualTo("none");
        }
    }

    private static int compare(Random random, Path mounted, Path twin) throws IOException {
        try (RandomAccessFile one = new RandomAccessFile(mounted.toFile(), "rw");
                RandomAccessFile other = new RandomAccessFile(twin.toFile(), "rw")) {
            for (int step = 0; step < STEPS; step++) {
                act(random, one, other);
                assertThat(one.length()).isEqualTo(other.length());
            }
            one.getFD().sync();
        }
        assertThat(Files.readAllBytes(mounted)).isEqualTo(Files.readAllBytes(twin));
        return STEPS;
    }

    private static void act(Random random, RandomAccessFile one, RandomAccessFile other)
            throws IOException {
        int position = random.nextInt(LONGEST);
        switch (random.nextInt(12)) {
            case 0 -> {
                one.setLength(position);
                other.setLength(position);
            }
            case 1 -> one.getFD().sync();
            case 2, 3, 4, 5 -> {
                byte[] bytes = new byte[1 + random.nextInt(50_000)];
                random.nextBytes(bytes);
                write(one, position, bytes);
                write(other, position, bytes);
            }
            default -> {
                int count = 1 + random.nextInt(200_000);
                assertThat(read(one, position, count)).isEqualTo(read(other, position, count));
            }
        }
    }

    private static void write(RandomAccessFile file, int position, byte[] bytes)
            throws IOException {
        file.seek(position);
        file.write(bytes);
    }

    private static byte[] read(RandomAccessFile file, int position, int count) throws IOException {
        file.seek(position);
        byte[] bytes = new byte[Math.clamp(file.length() - position, 0, count)];
        file.readFully(bytes);
        return bytes;
    }
}
