package dev.holdfast.storages.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.Content;
import dev.holdfast.core.storage.Deletion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileStorageTest {
    @TempDir Path directory;

    private FileStorage storage() {
        FileStorage storage = new FileStorage("onsite", directory.resolve("vault"));
        storage.initialize();
        return storage;
    }

    @Test
    void neverMakesADirectoryThatIsGone() throws IOException {
        FileStorage storage = new FileStorage("onsite", directory.resolve("not-mounted"));
        assertProblem(ProblemCode.STORAGE_UNREACHABLE, () -> create(storage, "a"));
        assertProblem(ProblemCode.STORAGE_UNREACHABLE, () -> storage.find("a"));
        assertProblem(ProblemCode.STORAGE_UNREACHABLE, () -> storage.list("", _ -> {}));
        assertProblem(ProblemCode.STORAGE_UNREACHABLE, () -> storage.delete("a"));
        assertThat(directory.resolve("not-mounted")).doesNotExist();
    }

    @Test
    void keepsEverythingToItsOwner() throws IOException {
        create(storage(), "packs/ab/cd");
        try (Stream<Path> all = Files.walk(directory.resolve("vault"))) {
            for (Path path : all.toList()) {
                String expected = Files.isDirectory(path) ? "rwx------" : "rw-------";
                String actual = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
                assertThat(actual).as(path.toString()).isEqualTo(expected);
            }
        }
    }

    @Test
    void leavesNothingTemporaryBehind() throws IOException {
        FileStorage storage = storage();
        create(storage, "a");
        assertProblem(ProblemCode.OBJECT_EXISTS, () -> create(storage, "a"));
        try (Stream<Path> left = Files.list(directory.resolve("vault/.tmp"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void neverListsWhatAKilledRunLeft() throws IOException {
        FileStorage storage = storage();
        create(storage, "a");
        Files.write(directory.resolve("vault/.tmp/1234"), new byte[10]);
        List<String> keys = new ArrayList<>();
        storage.list("", info -> keys.add(info.key()));
        assertThat(keys).containsExactly("a");
    }

    @Test
    void removesOnlyOldLeftovers() throws IOException {
        FileStorage storage = storage();
        create(storage, "a");
        Path old = Files.write(directory.resolve("vault/.tmp/old"), new byte[10]);
        Files.setLastModifiedTime(old, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        Path fresh = Files.write(directory.resolve("vault/.tmp/fresh"), new byte[10]);
        assertThat(storage.removeLeftovers(Duration.ofHours(24))).isEqualTo(1);
        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
        assertThat(storage.find("a")).isPresent();
    }

    @Test
    void findsOutThatItsOwnerCanDelete() throws IOException {
        assertThat(storage().deletion()).isEqualTo(Deletion.POSSIBLE);
        try (Stream<Path> left = Files.list(directory.resolve("vault/.tmp"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void saysThatItsPathIsNoDirectory() throws IOException {
        Files.write(directory.resolve("file"), new byte[1]);
        FileStorage storage = new FileStorage("onsite", directory.resolve("file"));
        assertProblem(ProblemCode.STORAGE_UNREACHABLE, () -> create(storage, "a"));
    }

    @Test
    void tellsAFullDiskFromOtherFailures() {
        Failures failures = new Failures("onsite", directory);
        assertThat(failures.translate("a", new IOException("No space left on device")))
                .matches(e -> e.is(ProblemCode.STORAGE_FULL));
        assertThat(failures.translate("a", new IOException("Disk quota exceeded")))
                .matches(e -> e.is(ProblemCode.STORAGE_FULL));
        assertThat(failures.translate("a", new IOException("Read-only file system")))
                .matches(e -> e.is(ProblemCode.STORAGE_DENIED));
        assertThat(failures.translate("a", new IOException("Input/output error")))
                .matches(e -> e.is(ProblemCode.STORAGE_UNREACHABLE));
    }

    private static void create(FileStorage storage, String key) {
        storage.create(key, Content.of(new byte[] {1, 2, 3}));
    }

    private static void assertProblem(
            ProblemCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> {
                            assertThat(e.problem().code()).isEqualTo(code);
                            assertThat(e.problem().message()).contains("onsite");
                        });
    }
}
