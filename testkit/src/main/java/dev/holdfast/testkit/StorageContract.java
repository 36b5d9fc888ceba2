package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Content;
import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.core.storage.Storage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every sentence of the [Storage] port as a test. Each adapter has a subclass.
public abstract class StorageContract {
    protected Storage storage;

    /// A storage without objects.
    protected abstract Storage open() throws IOException;

    /// Some peers list files of their own that they write before they give them their name.
    protected boolean isPeersOwn(String key) {
        return false;
    }

    @BeforeEach
    final void openStorage() throws IOException {
        storage = open();
    }

    @AfterEach
    final void closeStorage() {
        storage.close();
    }

    @Test
    void givesBackWhatWasCreated() throws IOException {
        byte[] bytes = pattern(300_000);
        storage.create("packs/ab/abcdef", Content.of(bytes));
        assertThat(read("packs/ab/abcdef")).isEqualTo(bytes);
    }

    @Test
    void keepsAnEmptyObject() throws IOException {
        storage.create("empty", Content.of(new byte[0]));
        assertThat(read("empty")).isEmpty();
        assertThat(storage.find("empty").orElseThrow().sizeBytes()).isZero();
    }

    @Test
    void readsARange() {
        byte[] bytes = pattern(10_000);
        storage.create("ranged", Content.of(bytes));
        ByteBuffer target = ByteBuffer.allocate(100);
        storage.read("ranged", 9_900, target);
        assertThat(target.hasRemaining()).isFalse();
        assertThat(target.array()).isEqualTo(Arrays.copyOfRange(bytes, 9_900, 10_000));
    }

    @Test
    void readsARangeIntoTheMiddleOfABuffer() {
        storage.create("ranged", Content.of(pattern(100)));
        ByteBuffer target = ByteBuffer.allocate(30).position(10).limit(20);
        storage.read("ranged", 50, target);
        assertThat(target.array()[10]).isEqualTo(pattern(100)[50]);
        assertThat(target.array()[9]).isZero();
        assertThat(target.array()[20]).isZero();
    }

    @Test
    void saysThatAnObjectIsShorterThanTheRange() {
        storage.create("short", Content.of(pattern(10)));
        assertProblem(
                ProblemCode.OBJECT_DAMAGED,
                "short",
                () -> storage.read("short", 5, ByteBuffer.allocate(6)));
    }

    @Test
    void saysThatAnObjectIsMissing() {
        assertProblem(ProblemCode.OBJECT_MISSING, "a/b", () -> read("a/b"));
        assertProblem(
                ProblemCode.OBJECT_MISSING,
                "a/b",
                () -> storage.read("a/b", 0, ByteBuffer.allocate(1)));
        assertThat(storage.find("a/b")).isEmpty();
    }

    @Test
    void takesAPrefixOfAKeyForNoObject() {
        storage.create("a/b/c", Content.of(pattern(1)));
        assertThat(storage.find("a/b")).isEmpty();
        assertThat(storage.find("a")).isEmpty();
    }

    @Test
    void neverOverwrites() throws IOException {
        byte[] first = pattern(10);
        storage.create("once", Content.of(first));
        assertProblem(
                ProblemCode.OBJECT_EXISTS,
                "once",
                () -> storage.create("once", Content.of(pattern(20))));
        assertThat(read("once")).isEqualTo(first);
    }

    @Test
    void letsExactlyOneOfManyCreate() throws Exception {
        int writers = 8;
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                byte[] mine = new byte[] {(byte) i};
                results.add(threads.submit(() -> createsAfter(start, "contended", mine)));
            }
            start.countDown();
            int winner = -1;
            for (int i = 0; i < writers; i++) {
                if (results.get(i).get()) {
                    assertThat(winner).isEqualTo(-1);
                    winner = i;
                }
            }
            assertThat(winner).isNotNegative();
            assertThat(read("contended")).containsExactly(winner);
        }
    }

    private boolean createsAfter(CountDownLatch start, String key, byte[] bytes)
            throws InterruptedException {
        start.await();
        try {
            storage.create(key, Content.of(bytes));
            return true;
        } catch (HoldfastException e) {
            assertThat(e.problem().code()).isEqualTo(ProblemCode.OBJECT_EXISTS);
            return false;
        }
    }

    @Test
    void showsNothingOfAnObjectThatFailed() {
        Content broken = new BrokenContent();
        assertThatThrownBy(() -> storage.create("broken/one", broken)).isNotNull();
        assertThat(storage.find("broken/one")).isEmpty();
        assertThat(list("")).allMatch(this::isPeersOwn);
    }

    @Test
    void listsWhatStartsWithThePrefix() {
        for (String key : List.of("wal/1", "wal/2/3", "walnut", "packs/wal/1", "w")) {
            storage.create(key, Content.of(pattern(key.length())));
        }
        assertThat(list("wal/")).containsExactlyInAnyOrder("wal/1", "wal/2/3");
        assertThat(list("wal")).containsExactlyInAnyOrder("wal/1", "wal/2/3", "walnut");
        assertThat(list("none/")).isEmpty();
        assertThat(list("")).hasSize(5);
    }

    @Test
    void listsManyObjectsEachOnce() {
        int count = 1_100;
        for (int i = 0; i < count; i++) {
            storage.create("many/" + i, Content.of(new byte[] {1}));
        }
        assertThat(list("many/")).hasSize(count).doesNotHaveDuplicates();
    }

    @Test
    void tellsSizeAndTime() {
        storage.create("told", Content.of(pattern(77)));
        ObjectInfo found = storage.find("told").orElseThrow();
        assertThat(found.key()).isEqualTo("told");
        assertThat(found.sizeBytes()).isEqualTo(77);
        List<ObjectInfo> listed = new ArrayList<>();
        storage.list("told", listed::add);
        assertThat(listed).containsExactly(found);
    }

    @Test
    void deletesAndForgets() throws IOException {
        storage.create("gone", Content.of(pattern(3)));
        storage.delete("gone");
        storage.delete("gone");
        assertThat(storage.find("gone")).isEmpty();
        assertThat(list("")).isEmpty();
        storage.create("gone", Content.of(pattern(4)));
        assertThat(read("gone")).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/a", "a/", "a//b", "..", "a/../b", "./a", "a/.", "a b", "ä", "a\\b"})
    void refusesWhatIsNoKey(String key) {
        assertThatThrownBy(() -> storage.create(key, Content.of(pattern(1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void acceptsTheLongestKeyAndNoLonger() throws IOException {
        String longest = "a".repeat(127) + "/" + "b".repeat(127);
        storage.create(longest, Content.of(pattern(5)));
        assertThat(read(longest)).hasSize(5);
        assertThatThrownBy(() -> storage.create(longest + "c", Content.of(pattern(1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void endsSoonWhenInterrupted() {
        storage.create("there", Content.of(pattern(5)));
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> storage.create("interrupted", Content.of(pattern(5))))
                    .isInstanceOfSatisfying(
                            HoldfastException.class,
                            e ->
                                    assertThat(e.problem().code())
                                            .isEqualTo(ProblemCode.OPERATION_CANCELLED));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(storage.find("interrupted")).isEmpty();
    }

    @Test
    void servesManyThreads() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> results = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                int number = i;
                results.add(threads.submit(() -> roundTrip(number)));
            }
            for (Future<?> result : results) {
                result.get();
            }
        }
        assertThat(list("threads/")).hasSize(40);
    }

    private void roundTrip(int number) {
        String key = "threads/" + number % 5 + "/" + number;
        byte[] bytes = key.getBytes(StandardCharsets.US_ASCII);
        storage.create(key, Content.of(bytes));
        ByteBuffer target = ByteBuffer.allocate(bytes.length);
        storage.read(key, 0, target);
        assertThat(target.array()).isEqualTo(bytes);
    }

    private byte[] read(String key) throws IOException {
        try (InputStream stream = storage.read(key)) {
            return stream.readAllBytes();
        }
    }

    private List<String> list(String prefix) {
        List<String> keys = new ArrayList<>();
        storage.list(prefix, info -> keys.add(info.key()));
        return keys;
    }

    private interface Call {
        void run() throws IOException;
    }

    private void assertProblem(ProblemCode code, String key, Call call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> {
                            assertThat(e.problem().code()).isEqualTo(code);
                            assertThat(e.problem().message()).contains(key, storage.name());
                        });
    }

    private static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + (i >>> 8));
        }
        return bytes;
    }

    private static final class BrokenContent implements Content {
        @Override
        public long sizeBytes() {
            return 1_000_000;
        }

        @Override
        public InputStream open() {
            InputStream some = new ByteArrayInputStream(pattern(500_000));
            return new SequenceInputStream(
                    some,
                    new InputStream() {
                        @Override
                        public int read() throws IOException {
                            throw new IOException("the source broke");
                        }

                        @Override
                        public int read(byte[] target, int offset, int length) throws IOException {
                            throw new IOException("the source broke");
                        }
                    });
        }
    }
}
