package dev.holdfast.branchfs.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.branchfs.kernel.Errno;
import dev.holdfast.branchfs.kernel.ErrnoException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the kernel would not ask for, or only in a race: the answers are right all the same.
class NamespaceTest {
    @TempDir private Path directory;

    private OpenOverlay overlay;
    private Namespace namespace;

    @BeforeEach
    void open() throws IOException {
        MemoryTree tree =
                new MemoryTree()
                        .withDirectory("base")
                        .with("base/1", new byte[10])
                        .with("a", new byte[20]);
        overlay = OpenOverlay.over(tree, directory, OverlayLimits.NONE);
        namespace = overlay.overlay().namespace();
    }

    @AfterEach
    void close() {
        overlay.close();
    }

    private static void assertErrno(int errno, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(errno));
    }

    private void rename(String from, String to, boolean replaces) throws ErrnoException {
        namespace.rename(new Namespace.Move(Namespace.ROOT, from, Namespace.ROOT, to, replaces));
    }

    @Test
    void plantsTheTree() throws ErrnoException {
        long base = overlay.id("base");
        Attributes file = Objects.requireNonNull(namespace.find(base, "1"));
        assertThat(file.size()).isEqualTo(10);
        assertThat(file.mode()).isEqualTo(Mode.REGULAR | 0600);
        assertThat(namespace.find(base, "2")).isNull();
    }

    @Test
    void refusesWhatMakesNoSense() throws ErrnoException {
        long file = overlay.id("a");
        assertErrno(Errno.ENOTDIR, () -> namespace.find(file, "x"));
        assertErrno(Errno.EISDIR, () -> namespace.content(overlay.id("base")));
        assertErrno(Errno.EISDIR, () -> namespace.unlink(Namespace.ROOT, "base"));
        assertErrno(Errno.ENOTDIR, () -> namespace.removeDirectory(Namespace.ROOT, "a"));
        assertErrno(Errno.ENOENT, () -> namespace.unlink(Namespace.ROOT, "b"));
        assertErrno(Errno.EPERM, () -> namespace.link(overlay.id("base"), Namespace.ROOT, "c"));
        assertErrno(Errno.EINVAL, () -> namespace.target(file));
        assertErrno(Errno.EEXIST, () -> overlay.create("a"));
        assertErrno(Errno.ESTALE, () -> namespace.attributes(4711));
    }

    @Test
    void renamesFilesAndDirectoriesOverTheirOwnKindOnly() throws ErrnoException {
        assertErrno(Errno.EISDIR, () -> rename("a", "base", true));
        assertErrno(Errno.ENOTDIR, () -> rename("base", "a", true));
        overlay.create("b");
        assertErrno(Errno.EEXIST, () -> rename("a", "b", false));
        rename("a", "c", false);
        rename("c", "b", true);
        assertThat(overlay.file("b").size()).isEqualTo(20);
    }

    @Test
    void leavesTwoNamesOfOneFileAlone() throws ErrnoException {
        namespace.link(overlay.id("a"), Namespace.ROOT, "b");
        rename("a", "b", true);
        assertThat(overlay.id("a")).isEqualTo(overlay.id("b"));
    }

    @Test
    void createsNothingInADirectoryThatWasRemoved() throws ErrnoException {
        long base = overlay.id("base");
        namespace.unlink(base, "1");
        namespace.removeDirectory(Namespace.ROOT, "base");
        assertErrno(
                Errno.ENOENT,
                () -> namespace.create(new Creation(base, "x", Mode.REGULAR | 0600, 0, 0)));
    }

    @Test
    void keepsWhatIsKnownUntilItIsForgotten() throws ErrnoException {
        long file = overlay.id("a");
        namespace.unlink(Namespace.ROOT, "a");
        assertThat(namespace.attributes(file).links()).isZero();
        namespace.forget(file, 1);
        assertErrno(Errno.ESTALE, () -> namespace.attributes(file));
    }

    @Test
    void listsOnBehindWhatWasSeen() throws ErrnoException {
        for (int i = 0; i < 5; i++) {
            overlay.create("f" + i);
        }
        List<String> seen = new ArrayList<>();
        long[] last = {0};
        namespace.list(
                Namespace.ROOT,
                0,
                (name, cookie, attributes) -> {
                    seen.add(name);
                    last[0] = cookie;
                    return !name.equals("f1");
                });
        namespace.unlink(Namespace.ROOT, "f0");
        namespace.unlink(Namespace.ROOT, "f3");
        overlay.create("late");
        namespace.list(Namespace.ROOT, last[0], (name, cookie, attributes) -> seen.add(name));
        assertThat(seen).containsExactly(".", "..", "base", "a", "f0", "f1", "f2", "f4", "late");
    }

    @Test
    void takesPrivilegesFromWhatIsWritten() throws ErrnoException {
        long id =
                namespace
                        .create(new Creation(Namespace.ROOT, "x", Mode.REGULAR | 06755, 0, 0))
                        .id();
        namespace.written(id, true);
        assertThat(namespace.attributes(id).mode()).isEqualTo(Mode.REGULAR | 0755);
    }

    @Test
    void handsDownTheGroupOfADirectoryThatSaysSo() throws ErrnoException {
        long parent =
                namespace
                        .create(new Creation(Namespace.ROOT, "p", Mode.DIRECTORY | 02770, 1, 42))
                        .id();
        Attributes child = namespace.create(new Creation(parent, "c", Mode.DIRECTORY | 0700, 7, 7));
        assertThat(child.gid()).isEqualTo(42);
        assertThat(child.uid()).isEqualTo(7);
        assertThat(child.mode()).isEqualTo(Mode.DIRECTORY | 02700);
    }
}
