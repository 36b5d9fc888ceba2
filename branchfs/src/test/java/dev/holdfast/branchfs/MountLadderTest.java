package dev.holdfast.branchfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.branchfs.ServedDirectory.Options;
import dev.holdfast.branchfs.kernel.MountAbility;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Each way to mount, where the machine has it.
@Timeout(120)
class MountLadderTest {
    private static final List<String> USER_NAMESPACE =
            List.of("unshare", "--user", "--map-current-user", "--keep-caps", "--mount", "--");

    private static final long DEVICE_NUMBER = 10 << 8 | 229;

    @TempDir private Path area;

    private Path source;

    @BeforeEach
    void plant() throws IOException {
        source = Files.createDirectory(area.resolve("source"));
        Files.writeString(source.resolve("a"), "below");
    }

    private static void assumeRoot() throws IOException {
        assumeTrue(isRoot(), "only root can be several users");
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private static void assumeDevice() throws IOException {
        Path device = Path.of("/dev/fuse");
        assumeTrue(
                Files.isReadable(device)
                        && Files.isWritable(device)
                        && Files.getAttribute(device, "unix:rdev").equals(DEVICE_NUMBER),
                "no FUSE on this machine: /dev/fuse cannot be opened");
    }

    @Test
    void mountsDirectly() throws Exception {
        assumeRoot();
        assumeDevice();
        Mountable.assume(new MountAbility.Directly());
        try (ServedDirectory served = ServedDirectory.start(source, area, Options.DEFAULT)) {
            assertThat(Files.readString(served.directory().resolve("a"))).isEqualTo("below");
        }
        assertThat(area.resolve("mount")).isEmptyDirectory();
    }

    @Test
    void mountsByTheHelper() throws Exception {
        assumeDevice();
        Path helper = Path.of("/usr/bin/fusermount3");
        assumeTrue(Files.isExecutable(helper), "there is no fusermount3: apt-get install fuse3");
        Mountable.assume(new MountAbility.ByHelper(helper));
        Options options = Options.DEFAULT.by(helper.toString());
        try (ServedDirectory served = ServedDirectory.start(source, area, options)) {
            Path file = served.directory().resolve("a");
            assertThat(Files.readString(file)).isEqualTo("below");
            Files.writeString(file, "above");
            assertThat(Files.readString(file)).isEqualTo("above");
        }
        assertThat(area.resolve("mount")).isEmptyDirectory();
    }

    @Test
    void mountsInAUserNamespace() throws Exception {
        assumeDevice();
        List<String> probe = new ArrayList<>(USER_NAMESPACE);
        probe.addAll(List.of("mount", "-t", "tmpfs", "none", "/tmp"));
        assumeTrue(
                Command.exitOf(probe.toArray(String[]::new)) == 0,
                "user namespaces give no right to mount on this machine");
        Options options = Options.DEFAULT.startedBy(USER_NAMESPACE);
        try (ServedDirectory served = ServedDirectory.start(source, area, options)) {
            assertThat(served.directory()).isEmptyDirectory();
            String pid = Long.toString(served.process().pid());
            Command.Result inside =
                    Command.result(
                            "nsenter",
                            "--target",
                            pid,
                            "--user",
                            "--mount",
                            "--preserve-credentials",
                            "cat",
                            served.directory().resolve("a").toString());
            assertThat(inside).isEqualTo(new Command.Result(0, "below"));
        }
    }

    @Test
    void findsItsMountBehindLinksAndOddNames() throws Exception {
        Mountable.assume();
        Path odd = Files.createDirectory(area.resolve("two words\\ and\ta tab"));
        Path link = Files.createSymbolicLink(area.resolve("link"), odd);
        try (ServedDirectory served = ServedDirectory.start(source, link, Options.DEFAULT)) {
            assertThat(LeftoverMounts.below(link)).containsExactly(served.directory());
            assertThat(LeftoverMounts.below(odd)).containsExactly(served.directory());
            assertThat(served.ask("close")).isEqualTo("done");
            assertThat(LeftoverMounts.below(odd)).isEmpty();
        }
    }

    @Test
    void removesNothingWhereNothingIs() throws Exception {
        LeftoverMounts.remove(area);
        LeftoverMounts.remove(area.resolve("no/such/directory"));
        assertThat(LeftoverMounts.below(area.resolve("none"))).isEmpty();
        assertThat(source).isNotEmptyDirectory();
    }

    @Test
    void refusesADirectoryThatHoldsSomething() throws Exception {
        Mountable.assume();
        Files.createDirectory(area.resolve("mount"));
        Files.createFile(area.resolve("mount/precious"));
        assertThatThrownBy(() -> ServedDirectory.start(source, area, Options.DEFAULT))
                .hasMessage("not mounted: null");
        assertThat(area.resolve("mount/precious")).exists();
    }

    @Test
    void keepsModesForTheUserThatTheServerRunsAs() throws Exception {
        Mountable.assume();
        assumeRoot();
        Command.run("chmod", "755", area.toString());
        assumeTrue(
                as(65533, "test", "-d", area.toString()).exit() == 0,
                area + " is closed to others");
        try (ServedDirectory served =
                ServedDirectory.start(source, area, Options.DEFAULT.withOwner(65533, 65533))) {
            String file = served.directory().resolve("a").toString();
            assertThat(as(65533, "cat", file)).isEqualTo(new Command.Result(0, "below"));
            assertThat(as(65532, "cat", file).output()).contains("Permission denied");
            String created = served.directory().resolve("new").toString();
            assertThat(as(65533, "touch", created).exit()).isZero();
            assertThat(Files.getAttribute(Path.of(created), "unix:uid")).isEqualTo(65533);
            assertThat(
                            as(65533, "stat", "--format", "%a %U", served.directory().toString())
                                    .output())
                    .startsWith("700 ");
        }
    }

    private static Command.Result as(int user, String... command)
            throws IOException, InterruptedException {
        List<String> whole =
                new ArrayList<>(
                        List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups"));
        whole.addAll(List.of(command));
        return Command.result(whole.toArray(String[]::new));
    }
}
