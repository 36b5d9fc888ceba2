package dev.holdfast.branchfs.kernel;

import java.io.File;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Finds out how this process may mount. Asks and looks; mounts nothing that others can see.
public final class MountProbe {
    /// So that everybody in there has the rights of whoever started it, and may mount.
    static final List<String> USER_NAMESPACE =
            List.of("unshare", "--user", "--map-current-user", "--keep-caps", "--mount", "--");

    /// Where user namespaces are restricted they can be made, but give no rights.
    private static final List<String> RIGHT_TO_MOUNT =
            List.of("mount", "-t", "tmpfs", "none", "/tmp");

    private static final String HELPER = "fusermount3";
    private static final MountAbility NO_RIGHTS =
            new MountAbility.Impossible(
                    "this user may not mount, there is no fusermount3, and user namespaces are off",
                    "as root: apt-get install fuse3, or sysctl -w user.max_user_namespaces=10000");

    private static final int CAP_SYS_ADMIN = 21;
    private static final int PROBE_SECONDS = 10;

    private MountProbe() {}

    /// The ways that seem to be open, best first; a way may still fail when it is tried. At least
    /// one: that it is impossible.
    public static List<MountAbility> probe() throws InterruptedException {
        if (!Files.exists(Path.of(FuseDevice.PATH))) {
            return List.of(
                    new MountAbility.Impossible(
                            "there is no " + FuseDevice.PATH,
                            "modprobe fuse, or start the container with --device "
                                    + FuseDevice.PATH));
        }
        try {
            FuseDevice.open().close();
        } catch (ErrnoException e) {
            return List.of(
                    new MountAbility.Impossible(
                            "%s cannot be opened: %s"
                                    .formatted(FuseDevice.PATH, Errno.describe(e.errno())),
                            "as root: chmod 666 " + FuseDevice.PATH));
        }
        List<MountAbility> ways = waysWithDevice();
        return ways.isEmpty() ? List.of(NO_RIGHTS) : ways;
    }

    private static List<MountAbility> waysWithDevice() throws InterruptedException {
        List<MountAbility> ways = new ArrayList<>();
        if (mayMount()) {
            ways.add(new MountAbility.Directly());
        }
        onPath(HELPER).map(MountAbility.ByHelper::new).ifPresent(ways::add);
        if (!mayMount() && userNamespacesWork()) {
            ways.add(new MountAbility.InUserNamespace(USER_NAMESPACE));
        }
        return ways;
    }

    private static boolean mayMount() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("CapEff:"))
                    .map(line -> new BigInteger(line.substring("CapEff:".length()).strip(), 16))
                    .anyMatch(rights -> rights.testBit(CAP_SYS_ADMIN));
        } catch (IOException e) {
            return false;
        }
    }

    /// The program of that name on this process's path.
    static Optional<Path> onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return Stream.of(path.split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean userNamespacesWork() throws InterruptedException {
        List<String> command =
                Stream.concat(USER_NAMESPACE.stream(), RIGHT_TO_MOUNT.stream()).toList();
        try {
            Process probe =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (probe.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
                return probe.exitValue() == 0;
            }
            probe.destroyForcibly();
            return false;
        } catch (IOException e) {
            return false;
        }
    }
}
