package dev.holdfast.branchfs;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/// What a database server expects of a file system. The same holds on a plain directory, which
/// proves the suite.
///
/// A subclass gives a directory in which [#plant]ed files stand.
abstract class FileSystemContract {
    /// Two chunks and a bit, so that the last block is cut.
    static final int PLANTED_BYTES = 300_001;

    private Path area;

    /// A directory that holds what [#plant] made.
    abstract Path root();

    /// Files for each test, below a directory of its name.
    static void plant(Path root, Class<? extends FileSystemContract> suite) throws IOException {
        for (Class<?> type = suite; type != Object.class; type = type.getSuperclass()) {
            for (var method : type.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Test.class)) {
                    Path directory = Files.createDirectory(root.resolve(method.getName()));
                    Files.write(directory.resolve("planted"), pattern(PLANTED_BYTES));
                }
            }
        }
    }

    static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 4096);
        }
        return bytes;
    }

    @BeforeEach
    final void findArea(TestInfo test) {
        area = root().resolve(test.getTestMethod().orElseThrow().getName());
    }

    private Path path(String name) {
        return area.resolve(name);
    }

    private Path planted() {
        return path("planted");
    }

    private static void writeAt(FileChannel file, long position, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            file.write(buffer, position + buffer.position());
        }
    }

    private static byte[] readAt(FileChannel file, long position, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining() && file.read(buffer, position + buffer.position()) >= 0) {
            // until it is full, or the file ends
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private Set<String> names(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            Set<String> names = new TreeSet<>();
            all.forEach(each -> names.add(each.getFileName().toString()));
            return names;
        }
    }

    @Test
    void givesWhatStandsBelow() throws IOException {
        assertThat(Files.size(planted())).isEqualTo(PLANTED_BYTES);
        assertThat(Files.readAllBytes(planted())).isEqualTo(pattern(PLANTED_BYTES));
    }

    @Test
    void readsAnyPartOfWhatStandsBelow() throws IOException {
        byte[] whole = pattern(PLANTED_BYTES);
        try (FileChannel file = FileChannel.open(planted())) {
            for (int position : new int[] {0, 1, 4095, 131_071, 131_072, 262_143, 299_999}) {
                int count = Math.min(10_000, PLANTED_BYTES - position);
                assertThat(readAt(file, position, 10_000))
                        .isEqualTo(Arrays.copyOfRange(whole, position, position + count));
            }
            assertThat(readAt(file, PLANTED_BYTES, 10)).isEmpty();
        }
    }

    @Test
    void mixesWhatWasWrittenWithWhatStandsBelow() throws IOException {
        byte[] expected = pattern(PLANTED_BYTES);
        try (FileChannel file = FileChannel.open(planted(), READ, WRITE)) {
            for (int position : new int[] {1, 8192, 130_000, 200_000, 299_990}) {
                byte[] news = "something new".getBytes(StandardCharsets.UTF_8);
                int count = Math.min(news.length, PLANTED_BYTES - position);
                writeAt(file, position, Arrays.copyOf(news, count));
                System.arraycopy(news, 0, expected, position, count);
            }
            file.force(true);
        }
        assertThat(Files.readAllBytes(planted())).isEqualTo(expected);
    }

    @Test
    void growsWhatStandsBelow() throws IOException {
        Files.write(planted(), new byte[] {1, 2, 3}, APPEND);
        byte[] all = Files.readAllBytes(planted());
        assertThat(all).hasSize(PLANTED_BYTES + 3).startsWith(pattern(PLANTED_BYTES));
        assertThat(Arrays.copyOfRange(all, PLANTED_BYTES, all.length)).containsExactly(1, 2, 3);
    }

    @Test
    void givesZerosWhereAFileWasCutAndGrewAgain() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(planted().toFile(), "rw")) {
            file.setLength(5001);
            file.setLength(200_000);
        }
        byte[] expected = Arrays.copyOf(Arrays.copyOf(pattern(PLANTED_BYTES), 5001), 200_000);
        assertThat(Files.readAllBytes(planted())).isEqualTo(expected);
    }

    @Test
    void givesZerosWhereNothingWasWritten() throws IOException {
        try (FileChannel file = FileChannel.open(path("sparse"), CREATE_NEW, READ, WRITE)) {
            writeAt(file, 1_000_000, new byte[] {7});
            assertThat(file.size()).isEqualTo(1_000_001);
            assertThat(readAt(file, 999_000, 2000)).hasSize(1001).startsWith(0, 0).endsWith(0, 7);
        }
    }

    @Test
    void cutsAnOpenFileForAllWhoHaveIt() throws IOException {
        try (FileChannel reader = FileChannel.open(planted());
                FileChannel writer = FileChannel.open(planted(), WRITE)) {
            writer.truncate(100);
            assertThat(reader.size()).isEqualTo(100);
            assertThat(readAt(reader, 0, 200)).isEqualTo(pattern(100));
        }
    }

    @Test
    void emptiesAFileThatIsOpenedForThat() throws IOException {
        try (FileChannel file = FileChannel.open(planted(), WRITE, TRUNCATE_EXISTING)) {
            assertThat(file.size()).isZero();
            writeAt(file, 0, new byte[] {9});
        }
        assertThat(Files.readAllBytes(planted())).containsExactly(9);
    }

    @Test
    void keepsWhatWasSynced() throws IOException {
        byte[] bytes = pattern(1 << 20);
        try (FileChannel file = FileChannel.open(path("synced"), CREATE_NEW, WRITE)) {
            writeAt(file, 0, bytes);
            file.force(false);
            file.force(true);
        }
        try (FileChannel directory = FileChannel.open(area)) {
            directory.force(true);
        }
        assertThat(Files.readAllBytes(path("synced"))).isEqualTo(bytes);
    }

    @Test
    void appendsFromSeveralWithoutLoss() throws Exception {
        Path log = Files.createFile(path("log"));
        inParallel(
                4,
                writer -> {
                    try (FileChannel file = FileChannel.open(log, WRITE, APPEND)) {
                        for (int i = 0; i < 500; i++) {
                            byte[] line =
                                    "%d %05d\n"
                                            .formatted(writer, i)
                                            .getBytes(StandardCharsets.UTF_8);
                            file.write(ByteBuffer.wrap(line));
                        }
                    }
                });
        List<String> lines = Files.readAllLines(log);
        assertThat(lines).hasSize(2000).allMatch(line -> line.matches("[0-3] \\d{5}"));
        assertThat(Set.copyOf(lines)).hasSize(2000);
    }

    private interface Part {
        void run(int number) throws Exception;
    }

    private static void inParallel(int count, Part part) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
            List<Callable<Integer>> parts =
                    IntStream.range(0, count)
                            .<Callable<Integer>>mapToObj(i ->
                                    () -> {
                                        part.run(i);
                                        return i;
                                    })
                            .toList();
            for (Future<Integer> each : threads.invokeAll(parts)) {
                each.get();
            }
        }
    }

    @Test
    void createsExclusively() throws IOException {
        FileChannel.open(path("lock"), CREATE_NEW, WRITE).close();
        assertThatThrownBy(() -> FileChannel.open(path("lock"), CREATE_NEW, WRITE))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void createsOnceHoweverManyTry() throws Exception {
        List<Integer> winners = Collections.synchronizedList(new ArrayList<>());
        List<Integer> lost = Collections.synchronizedList(new ArrayList<>());
        inParallel(
                4,
                number -> {
                    try {
                        FileChannel.open(path("once"), CREATE_NEW, WRITE).close();
                        winners.add(number);
                    } catch (FileAlreadyExistsException e) {
                        lost.add(number);
                    }
                });
        assertThat(winners).hasSize(1);
        assertThat(lost).hasSize(3);
    }

    @Test
    void createsWithTheModeThatWasAskedFor() throws IOException {
        var mode = PosixFilePermissions.fromString("rwx------");
        Path directory =
                Files.createDirectory(path("d"), PosixFilePermissions.asFileAttribute(mode));
        assertThat(Files.getPosixFilePermissions(directory)).isEqualTo(mode);
        var readOnly = PosixFilePermissions.fromString("r--------");
        try (FileChannel file =
                FileChannel.open(
                        path("read-only"),
                        Set.of(CREATE_NEW, WRITE),
                        PosixFilePermissions.asFileAttribute(readOnly))) {
            writeAt(file, 0, new byte[] {1});
        }
        assertThat(Files.getPosixFilePermissions(path("read-only"))).isEqualTo(readOnly);
    }

    @Test
    void keepsModesAndTimes() throws IOException {
        var mode = PosixFilePermissions.fromString("rw-r-x--x");
        Files.setPosixFilePermissions(planted(), mode);
        FileTime time = FileTime.from(Instant.parse("2001-02-03T04:05:06.123456789Z"));
        Files.setLastModifiedTime(planted(), time);
        assertThat(Files.getPosixFilePermissions(planted())).isEqualTo(mode);
        assertThat(Files.getLastModifiedTime(planted())).isEqualTo(time);
        assertThat(Files.readAllBytes(planted())).hasSize(PLANTED_BYTES);
    }

    @Test
    void showsThatAFileWasWritten() throws IOException {
        FileTime past = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));
        Files.setLastModifiedTime(planted(), past);
        Files.write(planted(), new byte[] {1}, APPEND);
        assertThat(Files.getLastModifiedTime(planted())).isGreaterThan(past);
    }

    @Test
    void showsThatADirectoryChanged() throws IOException {
        FileTime past = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));
        Files.setLastModifiedTime(area, past);
        Files.createFile(path("new"));
        assertThat(Files.getLastModifiedTime(area)).isGreaterThan(past);
    }

    @Test
    void forgetsAFileThatWasUnlinked() throws IOException {
        Files.delete(planted());
        assertThat(planted()).doesNotExist();
        assertThat(names(area)).isEmpty();
        assertThatThrownBy(() -> FileChannel.open(planted()))
                .isInstanceOf(NoSuchFileException.class);
        Files.write(planted(), new byte[] {5});
        assertThat(Files.readAllBytes(planted())).containsExactly(5);
    }

    @Test
    void keepsAnUnlinkedFileForWhoHasItOpen() throws IOException {
        try (FileChannel file = FileChannel.open(planted(), READ, WRITE)) {
            Files.delete(planted());
            assertThat(readAt(file, 100_000, 1000))
                    .isEqualTo(Arrays.copyOfRange(pattern(101_000), 100_000, 101_000));
            writeAt(file, 0, new byte[] {1, 2, 3});
            assertThat(readAt(file, 0, 3)).containsExactly(1, 2, 3);
            assertThat(names(area)).isEmpty();
        }
    }

    @Test
    void renamesOverAnOpenFile() throws IOException {
        Files.write(path("old"), new byte[] {1});
        Files.write(path("new"), new byte[] {2});
        try (FileChannel old = FileChannel.open(path("old"))) {
            Files.move(path("new"), path("old"), ATOMIC_MOVE);
            assertThat(readAt(old, 0, 1)).containsExactly(1);
        }
        assertThat(Files.readAllBytes(path("old"))).containsExactly(2);
        assertThat(names(area)).containsExactly("old", "planted");
    }

    @Test
    void renamesAnOpenFile() throws IOException {
        try (FileChannel file = FileChannel.open(planted(), READ, WRITE)) {
            Files.move(planted(), path("elsewhere"));
            writeAt(file, 0, new byte[] {42});
        }
        assertThat(planted()).doesNotExist();
        assertThat(Files.readAllBytes(path("elsewhere"))).hasSize(PLANTED_BYTES).startsWith(42);
    }

    @Test
    void renamesDirectoriesWithWhatIsInThem() throws IOException {
        Files.createDirectories(path("a/b"));
        Files.write(path("a/b/c"), new byte[] {3});
        Files.createDirectory(path("z"));
        Files.move(path("a/b"), path("z"), ATOMIC_MOVE);
        assertThat(Files.readAllBytes(path("z/c"))).containsExactly(3);
        assertThat(names(path("a"))).isEmpty();
        assertThat(path("z/..").toRealPath()).isEqualTo(area.toRealPath());
    }

    @Test
    void refusesToRenameOverADirectoryThatIsNotEmpty() throws IOException {
        Files.createDirectories(path("full/x"));
        Files.createDirectory(path("other"));
        assertThatThrownBy(() -> Files.move(path("other"), path("full"), ATOMIC_MOVE))
                .isInstanceOf(FileSystemException.class);
        assertThat(path("full/x")).isDirectory();
    }

    @Test
    void refusesToRemoveADirectoryThatIsNotEmpty() throws IOException {
        Files.createDirectories(path("full/x"));
        assertThatThrownBy(() -> Files.delete(path("full")))
                .isInstanceOf(DirectoryNotEmptyException.class);
        Files.delete(path("full/x"));
        Files.delete(path("full"));
        assertThat(path("full")).doesNotExist();
    }

    @Test
    void linksHardAndSymbolically() throws IOException {
        Files.createLink(path("second"), planted());
        assertThat(Files.getAttribute(planted(), "unix:nlink")).isEqualTo(2);
        Files.delete(planted());
        assertThat(Files.readAllBytes(path("second"))).hasSize(PLANTED_BYTES);
        assertThat(Files.getAttribute(path("second"), "unix:nlink")).isEqualTo(1);
        Files.createSymbolicLink(path("pointer"), Path.of("second"));
        assertThat(Files.readSymbolicLink(path("pointer"))).isEqualTo(Path.of("second"));
        assertThat(Files.size(path("pointer"))).isEqualTo(PLANTED_BYTES);
        Files.delete(path("pointer"));
        assertThat(path("second")).exists();
    }

    @Test
    void followsLinksOutOfTheTree() throws IOException {
        Path outside = Files.createTempDirectory("outside");
        Files.createSymbolicLink(path("tablespace"), outside);
        Files.write(path("tablespace/x"), new byte[] {1});
        assertThat(Files.readAllBytes(outside.resolve("x"))).containsExactly(1);
        Files.delete(outside.resolve("x"));
        Files.delete(outside);
    }

    @Test
    void keepsNamesAsTheyAre() throws IOException {
        String name = "Ünï cödé \u4e2d\u6587 \u26f5 'quoted' \\ $";
        Files.write(path(name), new byte[] {1});
        assertThat(names(area)).containsExactlyInAnyOrder("planted", name);
        String longest = "x".repeat(255);
        Files.createFile(path(longest));
        assertThat(path(longest)).exists();
        assertThatThrownBy(() -> Files.createFile(path(longest + "x")))
                .isInstanceOf(FileSystemException.class);
    }

    @Test
    void listsADirectoryOfManyFilesWhole() throws IOException {
        Path many = Files.createDirectory(path("many"));
        Set<String> expected = new TreeSet<>();
        for (int i = 0; i < 3000; i++) {
            expected.add("relation-" + i);
            Files.createFile(many.resolve("relation-" + i));
        }
        assertThat(names(many)).isEqualTo(expected);
    }

    @Test
    void emptiesADirectoryWhileListingIt() throws IOException {
        Path many = Files.createDirectory(path("many"));
        for (int i = 0; i < 1500; i++) {
            Files.createFile(many.resolve("file-" + i));
        }
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(many)) {
            for (Path each : listing) {
                Files.delete(each);
            }
        }
        assertThat(names(many)).isEmpty();
        Files.delete(many);
    }

    @Test
    void listsWhatStaysWhileOthersComeAndGo() throws Exception {
        Path busy = Files.createDirectory(path("busy"));
        for (int i = 0; i < 500; i++) {
            Files.createFile(busy.resolve("stays-" + i));
        }
        inParallel(
                2,
                number -> {
                    for (int round = 0; round < 10; round++) {
                        if (number == 0) {
                            comeAndGo(busy);
                        } else {
                            assertThat(names(busy).stream().filter(n -> n.startsWith("stays")))
                                    .hasSize(500);
                        }
                    }
                });
    }

    private static void comeAndGo(Path directory) throws IOException {
        for (int i = 0; i < 50; i++) {
            Files.createFile(directory.resolve("passing-" + i));
        }
        for (int i = 0; i < 50; i++) {
            Files.delete(directory.resolve("passing-" + i));
        }
    }

    @Test
    void mapsFilesIntoMemory() throws IOException {
        try (FileChannel file = FileChannel.open(planted(), READ, WRITE)) {
            MappedByteBuffer map = file.map(FileChannel.MapMode.READ_WRITE, 0, PLANTED_BYTES);
            byte[] seen = new byte[PLANTED_BYTES];
            map.get(0, seen);
            assertThat(seen).isEqualTo(pattern(PLANTED_BYTES));
            map.put(200_000, (byte) 99);
            map.force();
            assertThat(readAt(file, 200_000, 1)).containsExactly(99);
            writeAt(file, 0, new byte[] {77});
            assertThat(map.get(0)).isEqualTo((byte) 77);
        }
    }

    @Test
    void readsAndWritesAroundTheCache() throws Exception {
        String from = "if=" + planted();
        String to = "of=" + path("direct");
        Command.run("dd", from, to, "bs=8192", "count=20", "iflag=direct", "oflag=direct");
        assertThat(Files.readAllBytes(path("direct"))).isEqualTo(pattern(20 * 8192));
        String zero = "if=/dev/zero";
        to = "of=" + planted();
        Command.run(
                "dd", zero, to, "bs=8192", "count=1", "seek=16", "conv=notrunc", "oflag=direct");
        try (FileChannel file = FileChannel.open(planted())) {
            assertThat(readAt(file, 131_072, 8192)).hasSize(8192).containsOnly(0);
        }
    }

    @Test
    void locksForOneAtATime() throws Exception {
        String file = planted().toString();
        assertThat(Command.exitOf("flock", "--nonblock", file, "true")).isZero();
        assertThat(Command.exitOf("flock", file, "flock", "--nonblock", file, "true")).isOne();
    }

    @Test
    void locksRanges() throws IOException {
        try (FileChannel file = FileChannel.open(planted(), READ, WRITE);
                FileLock lock = file.tryLock(0, 100, false)) {
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void allocatesRoomThatReadsAsZeros() throws Exception {
        Command.run("fallocate", "--length", "1000000", path("wal").toString());
        assertThat(Files.size(path("wal"))).isEqualTo(1_000_000);
        assertThat(Files.readAllBytes(path("wal"))).containsOnly(0).hasSize(1_000_000);
        Command.run("fallocate", "--offset", "300000", "--length", "100000", planted().toString());
        byte[] all = Files.readAllBytes(planted());
        assertThat(all).hasSize(400_000).startsWith(pattern(PLANTED_BYTES));
        assertThat(Arrays.copyOfRange(all, PLANTED_BYTES, all.length)).containsOnly(0);
    }

    @Test
    void copiesWithinItself() throws Exception {
        Command.run("cp", planted().toString(), path("copy").toString());
        assertThat(Files.readAllBytes(path("copy"))).isEqualTo(pattern(PLANTED_BYTES));
    }

    @Test
    void removesTrees() throws Exception {
        for (int i = 0; i < 20; i++) {
            Path directory = Files.createDirectories(path("tree/a" + i + "/b"));
            for (int j = 0; j < 20; j++) {
                Files.write(directory.resolve("f" + j), new byte[] {1});
            }
        }
        Command.run("rm", "-r", path("tree").toString());
        assertThat(path("tree")).doesNotExist();
    }

    @Test
    void tellsHowMuchRoomThereIs() throws IOException {
        assertThat(Files.getFileStore(area).getUsableSpace()).isPositive();
        assertThat(Files.getFileStore(area).getTotalSpace())
                .isGreaterThanOrEqualTo(Files.getFileStore(area).getUsableSpace());
    }

    @Test
    void servesManyAtOnce() throws Exception {
        inParallel(
                8,
                number -> {
                    Path own = path("own-" + number);
                    byte[] bytes = pattern(200_000 + number);
                    for (int round = 0; round < 5; round++) {
                        Files.write(own, bytes);
                        assertThat(Files.readAllBytes(own)).isEqualTo(bytes);
                        assertThat(Files.readAllBytes(planted())).isEqualTo(pattern(PLANTED_BYTES));
                        Files.move(own, path("renamed-" + number), REPLACE_EXISTING);
                    }
                });
    }
}
