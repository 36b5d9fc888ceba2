package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// A branch through each rung of the ladder, best first: mounted by this process, by fusermount3
/// for an ordinary user, in a user namespace, and copied where nothing of that is permitted.
///
/// Each rung has a mount namespace of its own, in which `/dev/fuse` and the helper are what the
/// rung wants them to be; the machine's own stay as they are.
@Tag("full")
final class BranchLadderTest {
    private static final Path HOUSE =
            Path.of(System.getProperty("basedir", ""), "..").toAbsolutePath().normalize();
    private static final String FUSE_FOR_ALL =
            "mknod fuse c 10 229 && chmod 666 fuse && mount --bind fuse /dev/fuse";
    private static final String NO_HELPER = "mount --bind /dev/null /usr/bin/fusermount3";
    private static final String NO_FUSE =
            "touch none && chmod 0 none && mount --bind none /dev/fuse";

    @TempDir private static Path directory;

    private static Path demo;

    /// A mount namespace, kept by a process that sleeps in it.
    private record Stage(Process keeper) implements AutoCloseable {
        static Stage set(String name, String... setup) throws Exception {
            Path place = Files.createDirectory(directory.resolve(name));
            Path ready = place.resolve("ready");
            String script =
                    "cd '%s' && %s && touch ready && exec sleep 3600"
                            .formatted(place, String.join(" && ", setup));
            Process keeper =
                    new ProcessBuilder(
                                    "unshare",
                                    "--mount",
                                    "--propagation",
                                    "private",
                                    "sh",
                                    "-c",
                                    script)
                            .inheritIO()
                            .start();
            Stage stage = new Stage(keeper);
            while (keeper.isAlive() && !Files.exists(ready)) {
                boolean _ = keeper.waitFor(20, TimeUnit.MILLISECONDS);
            }
            assertThat(keeper.isAlive()).as(name).isTrue();
            return stage;
        }

        List<String> enter(String... more) {
            List<String> words =
                    new ArrayList<>(
                            List.of("nsenter", "--target", Long.toString(keeper.pid()), "--mount"));
            words.addAll(List.of(more));
            return words;
        }

        List<String> mounts() throws IOException {
            return Files.readAllLines(Path.of("/proc/" + keeper.pid() + "/mountinfo")).stream()
                    .filter(line -> line.contains(demo.toString()))
                    .toList();
        }

        @Override
        public void close() {
            keeper.destroyForcibly();
        }
    }

    @BeforeAll
    static void playTheDemo() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can become others");
        assumeTrue(Files.exists(Path.of("/dev/fuse")), "no FUSE on this machine");
        run(List.of(), "version");
        Files.createDirectory(directory.resolve("home"));
        demo = directory.resolve("demo");
        new ProcessBuilder("chown", "-R", "nobody", directory.toString()).start().waitFor();
        run(
                List.of(nobody()),
                "demo",
                "--no-serve",
                "--megabytes",
                "30",
                "--directory",
                demo.toString());
    }

    @AfterAll
    static void leaveNothingMounted() throws IOException {
        if (demo != null) {
            assertThat(Files.readAllLines(Path.of("/proc/self/mountinfo")))
                    .noneMatch(line -> line.contains(demo.toString()));
        }
    }

    private static String[] nobody(String... rights) {
        Path home = directory.resolve("home");
        List<String> words = new ArrayList<>(List.of("setpriv", "--reuid=nobody"));
        words.add("--clear-groups");
        words.addAll(List.of(rights));
        words.addAll(List.of("env", "HOLDFAST_NO_AOT=1", "HOME=" + home, "XDG_CACHE_HOME=" + home));
        return words.toArray(String[]::new);
    }

    @Test
    void mountsByItself() throws Exception {
        try (Stage stage = Stage.set("direct", FUSE_FOR_ALL)) {
            // with the one right that mounting needs
            String[] whoMayMount = nobody("--inh-caps=+sys_admin", "--ambient-caps=+sys_admin");
            use(
                    stage.enter(whoMayMount),
                    "direct",
                    branch -> {
                        assertThat(branch.text("kind")).isEqualTo("instant");
                        assertThat(stage.mounts()).isNotEmpty();
                    });
            assertThat(stage.mounts()).isEmpty();
        }
    }

    @Test
    void mountsByTheHelper() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/fusermount3")), "there is no fusermount3");
        try (Stage stage = Stage.set("helper", FUSE_FOR_ALL)) {
            use(
                    stage.enter(nobody()),
                    "helper",
                    branch -> {
                        assertThat(branch.text("kind")).isEqualTo("instant");
                        assertThat(stage.mounts()).isNotEmpty();
                    });
            assertThat(stage.mounts()).isEmpty();
        }
    }

    @Test
    void mountsInAUserNamespace() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/fusermount3")), "no helper to hide");
        try (Stage stage = Stage.set("namespace", FUSE_FOR_ALL, NO_HELPER)) {
            use(
                    stage.enter(nobody()),
                    "namespace",
                    branch -> {
                        assertThat(branch.text("kind")).isEqualTo("instant");
                        assertThat(stage.mounts()).as("seen in its own namespace only").isEmpty();
                    });
        }
    }

    @Test
    void copiesWhereNothingMayBeMounted() throws Exception {
        try (Stage stage = Stage.set("copied", NO_FUSE)) {
            use(
                    stage.enter(nobody()),
                    "copied",
                    branch -> {
                        assertThat(branch.text("kind")).isEqualTo("materialised");
                        assertThat(stage.mounts()).isEmpty();
                    });
        }
    }

    private interface Look {
        void at(OpenedBranch branch) throws Exception;
    }

    /// Opens a branch, reads and writes in it, looks at it, and closes it.
    private static void use(List<String> prefix, String name, Look look) throws Exception {
        String said = holdfast(prefix, "branch", "open", "shop", "--name", name, "--json");
        OpenedBranch branch = new OpenedBranch(JsonMapper.builder().build().readTree(said));
        try {
            branch.execute("create table mine as select * from orders");
            assertThat(branch.query("select count(*) from mine"))
                    .isEqualTo(branch.query("select count(*) from orders"))
                    .isNotEqualTo("0");
            look.at(branch);
        } finally {
            holdfast(prefix, "branch", "close", name);
        }
        assertThat(branch.isReachable()).isFalse();
        assertThat(holdfast(prefix, "branch", "list", "--json")).doesNotContain(name);
    }

    private static String holdfast(List<String> prefix, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--config", demo.resolve("holdfast.yaml").toString()));
        return run(prefix, all.toArray(String[]::new));
    }

    /// @return what it said on standard output
    private static String run(List<String> prefix, String... words) throws Exception {
        List<String> command = new ArrayList<>(prefix);
        command.add(HOUSE.resolve("holdfast").toString());
        command.addAll(List.of(words));
        Path out = Files.createTempFile("holdfast-", ".out");
        Path err = Files.createTempFile("holdfast-", ".err");
        Process process =
                new ProcessBuilder(command)
                        .directory(Path.of("/").toFile())
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("%s", command).isTrue();
        String said = Files.readString(out);
        assertThat(process.exitValue())
                .as("%s%n%s%n%s", command, said, Files.readString(err))
                .isZero();
        Files.delete(out);
        Files.delete(err);
        return said;
    }
}
