package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./holdfast` as people start it, by its owner and by somebody else.
@Tag("full")
final class LauncherTest {

    private static final Path HOUSE =
            Path.of(System.getProperty("basedir", ""), "..").toAbsolutePath().normalize();

    @Test
    void playsTheDemoForItsOwner(@TempDir Path directory) throws Exception {
        assertThat(holdfast(List.of(), directory, "demo", "--megabytes", "30"))
                .contains("all 5 tables are equal");
    }

    @Test
    void playsTheDemoForAnUnprivilegedUser(@TempDir Path directory) throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can become others");
        holdfast(List.of(), directory, "version");
        Path home = Files.createDirectory(directory.resolve("home"));
        run(List.of("chown", "-R", "nobody", directory.toString()), home);
        List<String> asNobody =
                List.of(
                        "setpriv",
                        "--reuid=nobody",
                        "--clear-groups",
                        "env",
                        // training goes on in the home behind the command's back
                        "HOLDFAST_NO_AOT=1",
                        "HOME=" + home,
                        "XDG_CACHE_HOME=" + home);
        assertThat(
                        holdfast(
                                asNobody,
                                home,
                                "demo",
                                "--megabytes",
                                "30",
                                "--directory",
                                directory.resolve("demo").toString()))
                .contains("all 5 tables are equal");
    }

    private static String holdfast(List<String> prefix, Path directory, String... words)
            throws Exception {
        List<String> command = new ArrayList<>(prefix);
        command.add(HOUSE.resolve("holdfast").toString());
        command.addAll(List.of(words));
        return run(command, directory);
    }

    private static String run(List<String> command, Path directory) throws Exception {
        Path said = Files.createTempFile("holdfast-", ".out");
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).as(command.toString()).isTrue();
        String text = Files.readString(said);
        Files.delete(said);
        assertThat(process.exitValue()).as(command + "\n" + text).isZero();
        return text;
    }
}
