package dev.holdfast.practices.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A restore writes and deletes below its directory and nowhere else.
class RestoreBoundsTest {
    @TempDir Path temporary;

    private final Workbench bench = new Workbench();
    private Path target;
    private Path outside;

    @BeforeEach
    void keepSomethingOutside() throws Exception {
        target = temporary.resolve("data");
        outside = temporary.resolve("outside");
        Files.createDirectories(outside.resolve("deep"));
        Files.writeString(outside.resolve("photo"), "dear");
        Files.writeString(outside.resolve("deep/photo"), "dear");
    }

    @Test
    void leavesAloneWhatLinksInTheDirectoryLeadTo() throws Exception {
        String id = bench.backUp().snapshot();
        bench.restore(id, "onsite", target, false);
        Files.createSymbolicLink(target.resolve("photos"), outside);
        bench.restore(id, "onsite", target, true);

        assertThat(target.resolve("photos")).doesNotExist();
        assertOutsideIsUntouched();
    }

    @Test
    void leavesThemAloneAlsoWhenForcedOntoAForeignDirectory() throws Exception {
        String id = bench.backUp().snapshot();
        Files.createDirectories(target);
        Files.writeString(target.resolve("note"), "x");
        Files.createSymbolicLink(target.resolve("photos"), outside);
        force(id);

        assertThat(target.resolve("note")).doesNotExist();
        assertOutsideIsUntouched();
    }

    @Test
    void writesItsOwnFilesWhereAnOlderStateHasLinks() throws Exception {
        bench.server.put("log/photo", text("log"));
        bench.server.put("postgresql.conf", text("port = 5432"));
        String id = bench.backUp().snapshot();
        bench.restore(id, "onsite", target, false);
        Files.delete(target.resolve("log/photo"));
        Files.delete(target.resolve("log"));
        Files.createSymbolicLink(target.resolve("log"), outside);
        Files.delete(target.resolve("postgresql.conf"));
        Files.createSymbolicLink(target.resolve("postgresql.conf"), outside.resolve("photo"));
        bench.restore(id, "onsite", target, true);

        assertThat(target.resolve("log/photo")).hasContent("log");
        assertThat(target.resolve("postgresql.conf")).hasContent("port = 5432");
        assertOutsideIsUntouched();
    }

    @Test
    void clearsALinkedPartOfTheServerItself() throws Exception {
        String id = bench.backUp().snapshot();
        bench.restore(id, "onsite", target, false);
        Path moved = Files.move(target.resolve("base/1"), temporary.resolve("moved"));
        Files.createSymbolicLink(target.resolve("base/1"), moved);
        Files.writeString(moved.resolve("4711.1"), "of a later state");
        bench.restore(id, "onsite", target, true);

        assertThat(moved.resolve("4711.1")).doesNotExist();
        assertThat(moved.resolve("PG_VERSION")).exists();
    }

    @Test
    void refusesASnapshotWhoseNamesLeadOutside() throws Exception {
        bench.server.put("base/../../outside/photo", text("evil"));
        String id = bench.backUp().snapshot();

        assertThatThrownBy(() -> bench.restore(id, "onsite", target, false))
                .isInstanceOfSatisfying(
                        HoldfastException.class,
                        e -> assertThat(e.is(ProblemCode.SNAPSHOT_DAMAGED)).isTrue());
        assertThat(target).doesNotExist();
        assertOutsideIsUntouched();
    }

    private void force(String id) throws InterruptedException {
        new RestoreBackupHandler(bench.context)
                .run(
                        new RestoreBackup(
                                Workbench.LABEL,
                                "snapshot:" + id,
                                false,
                                Optional.empty(),
                                target,
                                false,
                                true,
                                Map.of()),
                        Progress.silent());
    }

    private void assertOutsideIsUntouched() {
        assertThat(outside.resolve("photo")).hasContent("dear");
        assertThat(outside.resolve("deep/photo")).hasContent("dear");
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
