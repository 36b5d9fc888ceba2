package dev.holdfast.branchfs.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.branchfs.kernel.Errno;
import dev.holdfast.branchfs.kernel.ErrnoException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FileContentTest {
    private static final OverlayLimits SMALL =
            new OverlayLimits(16L * Chunk.BYTES, 16L * Chunk.BYTES);

    @TempDir private Path directory;

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static void hasErrno(int errno, Throwable failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(errno));
    }

    @Test
    void fetchesEachChunkOnce() throws Exception {
        byte[] content = bytes(10 * Chunk.BYTES + 5);
        MemoryTree tree = new MemoryTree().with("f", content);
        try (OpenOverlay overlay = OpenOverlay.over(tree, directory, OverlayLimits.NONE)) {
            FileContent file = overlay.file("f");
            for (int i = 0; i < 3; i++) {
                assertThat(OpenOverlay.read(file, 0, content.length)).isEqualTo(content);
            }
            assertThat(tree.reads).hasValue(11);
            assertThat(overlay.overlay().figures().cachedBytes()).isEqualTo(11L * Chunk.BYTES);
        }
    }

    @Test
    void writesWholeBlocksWithoutFetching() throws Exception {
        MemoryTree tree = new MemoryTree().with("f", bytes(Chunk.BYTES));
        try (OpenOverlay overlay = OpenOverlay.over(tree, directory, OverlayLimits.NONE)) {
            OpenOverlay.write(overlay.file("f"), 8192, bytes(8192));
            assertThat(tree.reads).hasValue(0);
        }
    }

    @Test
    void neverEvictsWhatWasWritten() throws Exception {
        byte[] content = bytes(40 * Chunk.BYTES);
        MemoryTree tree = new MemoryTree().with("f", content);
        try (OpenOverlay overlay = OpenOverlay.over(tree, directory, SMALL)) {
            FileContent file = overlay.file("f");
            byte[] news = bytes(5000);
            for (int chunk = 0; chunk < 12; chunk++) {
                OpenOverlay.write(file, 3L * chunk * Chunk.BYTES + 100, news);
                System.arraycopy(news, 0, content, 3 * chunk * Chunk.BYTES + 100, 5000);
            }
            for (int i = 0; i < 3; i++) {
                assertThat(OpenOverlay.read(file, 0, content.length)).isEqualTo(content);
            }
            Figures figures = overlay.overlay().figures();
            assertThat(figures.evictedChunks()).isPositive();
            assertThat(figures.lastingBytes()).isEqualTo(12L * Chunk.BYTES);
            assertThat(figures.lastingBytes() + figures.cachedBytes())
                    .isLessThanOrEqualTo(SMALL.quotaBytes());
        }
    }

    @Test
    void readsOnWhenAllRoomIsTakenByWrites() throws Exception {
        byte[] content = bytes(20 * Chunk.BYTES);
        MemoryTree tree = new MemoryTree().with("f", content);
        try (OpenOverlay overlay = OpenOverlay.over(tree, directory, SMALL)) {
            FileContent file = overlay.file("f");
            for (int chunk = 0; chunk < 16; chunk++) {
                OpenOverlay.write(file, (long) chunk * Chunk.BYTES, new byte[] {1});
                content[chunk * Chunk.BYTES] = 1;
            }
            assertThat(OpenOverlay.read(file, 0, content.length)).isEqualTo(content);
            assertThat(overlay.overlay().figures().unkeptChunks()).isPositive();
            assertThatThrownBy(() -> OpenOverlay.write(file, 17L * Chunk.BYTES, new byte[] {1}))
                    .satisfies(failure -> hasErrno(Errno.ENOSPC, failure));
            assertThat(overlay.overlay().health().isBroken()).isFalse();
        }
    }

    @Test
    void givesRoomBackWhenFilesAreCutOrGone() throws Exception {
        try (OpenOverlay overlay = OpenOverlay.over(new MemoryTree(), directory, SMALL)) {
            Namespace namespace = overlay.overlay().namespace();
            for (int round = 0; round < 5; round++) {
                long id = overlay.create("f" + round);
                FileContent file = namespace.content(id);
                OpenOverlay.write(file, 0, bytes(16 * Chunk.BYTES));
                file.truncate(10L * Chunk.BYTES);
                assertThat(overlay.overlay().figures().lastingBytes()).isEqualTo(10L * Chunk.BYTES);
                namespace.unlink(Namespace.ROOT, "f" + round);
                assertThat(overlay.overlay().figures().lastingBytes()).isEqualTo(10L * Chunk.BYTES);
                namespace.forget(id, 1);
                assertThat(overlay.overlay().figures().lastingBytes()).isZero();
            }
        }
    }

    @Test
    void allocatesAllOrNothing() throws Exception {
        try (OpenOverlay overlay = OpenOverlay.over(new MemoryTree(), directory, SMALL)) {
            FileContent file = overlay.overlay().namespace().content(overlay.create("f"));
            file.allocate(0, 10L * Chunk.BYTES, true);
            assertThatThrownBy(() -> file.allocate(0, 17L * Chunk.BYTES, true))
                    .satisfies(failure -> hasErrno(Errno.ENOSPC, failure));
            assertThat(file.size()).isEqualTo(10L * Chunk.BYTES);
            byte[] all = bytes(10 * Chunk.BYTES);
            OpenOverlay.write(file, 0, all);
            assertThat(OpenOverlay.read(file, 0, all.length)).isEqualTo(all);
        }
    }

    @Test
    void doesNotBringBackWhatWasCutWhileItWasFetched() throws Exception {
        byte[] content = bytes(Chunk.BYTES);
        MemoryTree tree = new MemoryTree().with("f", content);
        try (OpenOverlay overlay = OpenOverlay.over(tree, directory, SMALL);
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            FileContent file = overlay.file("f");
            tree.gate = new CountDownLatch(1);
            Future<byte[]> reading = threads.submit(() -> OpenOverlay.read(file, 0, Chunk.BYTES));
            await().until(() -> tree.reads.get() == 1);
            file.truncate(5000);
            OpenOverlay.write(file, 20480, new byte[] {1, 2, 3});
            tree.gate.countDown();
            byte[] expected = Arrays.copyOf(Arrays.copyOf(content, 5000), 20483);
            System.arraycopy(new byte[] {1, 2, 3}, 0, expected, 20480, 3);
            assertThat(reading.get()).startsWith(expected);
            assertThat(OpenOverlay.read(file, 0, Chunk.BYTES)).isEqualTo(expected);
        }
    }

    @Test
    void failsAReadThatTakesTooLongAndWorksAfterwards() throws Exception {
        byte[] content = bytes(1000);
        MemoryTree tree = new MemoryTree().with("f", content);
        try (OpenOverlay overlay =
                OpenOverlay.over(tree, directory, SMALL, Duration.ofMillis(50))) {
            FileContent file = overlay.file("f");
            tree.gate = new CountDownLatch(1);
            assertThatThrownBy(() -> OpenOverlay.read(file, 0, 1000))
                    .satisfies(failure -> hasErrno(Errno.EIO, failure));
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            tree.gate.countDown();
            assertThat(overlay.overlay().health().failedRead().orElseThrow().what())
                    .isEqualTo("could not read f at 0");
            assertThat(overlay.overlay().health().isBroken()).isFalse();
        }
    }

    @Test
    void triesAgainAfterAFailedRead() throws Exception {
        byte[] content = bytes(1000);
        MemoryTree tree = new MemoryTree().with("f", content);
        try (OpenOverlay overlay = OpenOverlay.over(tree, directory, SMALL)) {
            FileContent file = overlay.file("f");
            tree.failing = true;
            assertThatThrownBy(() -> OpenOverlay.read(file, 0, 1000))
                    .isInstanceOf(IOException.class);
            tree.failing = false;
            assertThat(OpenOverlay.read(file, 0, 1000)).isEqualTo(content);
        }
    }

    @Test
    void breaksWhenTheOverlayIsGone() throws Exception {
        OpenOverlay overlay = OpenOverlay.over(new MemoryTree(), directory, SMALL);
        FileContent file = overlay.overlay().namespace().content(overlay.create("f"));
        overlay.close();
        assertThatThrownBy(() -> OpenOverlay.write(file, 0, new byte[] {1}))
                .isInstanceOf(ErrnoException.class);
        assertThat(overlay.overlay().health().breakage().orElseThrow().what())
                .isEqualTo("the overlay failed");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void readsAheadOfWhoReadsInOrder() throws Exception {
        byte[] content = bytes(64 * Chunk.BYTES);
        MemoryTree tree = new MemoryTree().with("f", content);
        try (OpenOverlay overlay = OpenOverlay.over(tree, directory, OverlayLimits.NONE)) {
            FileContent file = overlay.file("f");
            assertThat(OpenOverlay.read(file, 0, 100)).hasSize(100);
            assertThat(tree.reads).hasValue(1);
            assertThat(OpenOverlay.read(file, Chunk.BYTES, 100)).hasSize(100);
            await().untilAsserted(() -> assertThat(tree.reads).hasValueGreaterThanOrEqualTo(4));
            await().until(() -> file.isHere(4));
        }
    }
}
