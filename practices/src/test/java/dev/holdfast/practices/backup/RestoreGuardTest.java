package dev.holdfast.practices.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.testkit.engine.PlainDirectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `backup restore` never destroys, whatever it is told.
final class RestoreGuardTest {
    @TempDir Path temporary;

    private final Workbench bench = new Workbench();
    private Path target;
    private Path elsewhere;

    @BeforeEach
    void makeDirectories() throws Exception {
        target = Files.createDirectory(temporary.resolve("target"));
        elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("important"), "mine");
        bench.backUp();
    }

    @Test
    void refusesAForeignDirectoryWithALinkThatARestoreWouldFollow() throws Exception {
        Files.createSymbolicLink(target.resolve("base"), elsewhere);
        refuses(() -> restore(target, true), "to another place");
    }

    @Test
    void deletesWhatIsThereButNotWhatLinksLeadTo() throws Exception {
        Files.createSymbolicLink(target.resolve("link"), elsewhere);
        Files.createSymbolicLink(target.resolve("itself"), target);
        Files.writeString(target.resolve("other"), "goes");

        restore(target, true);

        assertThat(elsewhere.resolve("important")).hasContent("mine");
        assertThat(target.resolve("link")).doesNotExist();
        assertThat(target.resolve("other")).doesNotExist();
    }

    @Test
    void neverEmptiesADirectoryThatHoldsAVault() throws Exception {
        write("backups/vault/vault.json");
        refuses(() -> restore(target, true), "holds the vault");
        assertThat(target.resolve("backups/vault/vault.json")).exists();
    }

    @Test
    void neverEmptiesADirectoryThatHoldsAnotherServer() throws Exception {
        write("18/main/global/pg_control");
        refuses(() -> restore(target, true), "holds the data directory");
    }

    @Test
    void neverEmptiesADirectoryThatHoldsTheKeyOrTheConfiguration() throws Exception {
        write("etc/vault.key");
        refuses(() -> restore(target, true), "vault.key");
        Files.delete(target.resolve("etc/vault.key"));
        write("holdfast.yaml");
        refuses(() -> restore(target, true), "holdfast.yaml");
    }

    /// Asks the judge alone: should it fail, nothing is lost.
    @Test
    void neverEmptiesTheRootOfTheFileSystem() {
        Surroundings surroundings = new Surroundings(new PlainDirectories());
        refuses(
                () -> surroundings.requireNothingPreciousBelow(temporary.getRoot()),
                "is not emptied");
    }

    @Test
    void neverWritesIntoAVaultOrAServer() throws Exception {
        write("vault/vault.json");
        refuses(() -> restore(target.resolve("vault"), true), "is a Holdfast vault");
        refuses(() -> restore(target.resolve("vault/packs/new"), false), "lies inside the vault");
        write("main/global/pg_control");
        refuses(() -> restore(target.resolve("main/new"), false), "lies inside the data directory");
    }

    @Test
    void saysThatAFileIsNoDirectory() {
        refuses(() -> restore(elsewhere.resolve("important"), true), "is a file");
    }

    private void write(String name) throws IOException {
        Path file = target.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
    }

    private void restore(Path to, boolean force) throws InterruptedException {
        RestoreBackup request =
                new RestoreBackup(
                        Workbench.LABEL,
                        "latest",
                        false,
                        Optional.empty(),
                        to,
                        false,
                        force,
                        Map.of());
        new RestoreBackupHandler(bench.context).run(request, Progress.silent());
    }

    private static void refuses(ThrowingCallable action, String why) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> assertThat(e.is(ProblemCode.TARGET_REFUSED)).as(e.toString()).isTrue())
                .hasMessageContaining(why);
    }
}
