package dev.holdfast.practices.branch;

import dev.holdfast.core.engine.DataDirectories;
import dev.holdfast.core.engine.DataDirectories.PageCheck;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.operation.Workers;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.branch.FileTarget.WorkerTools;
import dev.holdfast.vault.Snapshot;
import dev.holdfast.vault.StoredFile;
import dev.holdfast.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/// Turns a snapshot into a data directory that starts with plain `pg_ctl`.
///
/// The directory cannot start until everything is there: the control file goes first and comes
/// last. Cut off at any point, it is recognised as half restored and can be restored again.
public final class Materialiser {
    private static final int LOCAL_BYTES = 128 << 10;

    private final DataDirectories directories;
    private final Progress progress;

    public Materialiser(DataDirectories directories, Progress progress) {
        this.directories = directories;
        this.progress = progress;
    }

    /// @param vault the copy that `snapshot` belongs to
    public Materialised run(Vault vault, Snapshot snapshot, Destination destination)
            throws InterruptedException {
        return run(vault, snapshot, destination, Optional.empty());
    }

    /// @param replay empty for the snapshot as it was taken
    public Materialised run(
            Vault vault, Snapshot snapshot, Destination destination, Optional<Replay> replay)
            throws InterruptedException {
        try {
            return write(vault, snapshot, destination, replay);
        } catch (UncheckedIOException e) {
            throw unusable(destination, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unusable(destination, e);
        }
    }

    private Materialised write(
            Vault vault, Snapshot snapshot, Destination destination, Optional<Replay> replay)
            throws IOException, InterruptedException {
        List<StoredFile> files =
                snapshot.files().stream()
                        .filter(file -> !file.path().equals(RecoveryStart.CONTROL_FILE))
                        .toList();
        RecoveryStart.requireInside(snapshot);
        DirectoryTree tree = new DirectoryTree(destination);
        progress.step("prepare the directory");
        RecoveryStart start = RecoveryStart.of(snapshot, replay);
        directories.beginRestore(destination.directory(), snapshot.manifest().id());
        tree.create(snapshot.manifest());
        if (destination.delta()) {
            tree.deleteForeign(snapshot.manifest(), files);
        }
        Materialised result = writeFiles(vault, snapshot, destination, files);
        progress.step("write WAL");
        WalFiles.write(directories, destination.directory(), snapshot);
        if (replay.isPresent()) {
            WalFiles.write(directories, destination.directory(), snapshot, replay.get());
        }
        if (destination.durable()) {
            progress.step("flush directories to disk");
            tree.flush(snapshot.manifest());
        }
        progress.step("make it startable");
        directories.finishRestore(
                destination.directory(), start.recovery(destination.tablespaces()));
        return result;
    }

    private Materialised writeFiles(
            Vault vault, Snapshot snapshot, Destination destination, List<StoredFile> files)
            throws IOException, InterruptedException {
        progress.step("write files");
        progress.expect(files.stream().mapToLong(StoredFile::sizeBytes).sum(), Progress.Unit.BYTES);
        List<FilePiece> pieces = FilePiece.of(destination, files);
        LongAdder done = progress.done();
        Tally tally = new Tally();
        try (Flushers flushers = new Flushers()) {
            Optional<Flushers> wanted =
                    destination.durable() ? Optional.of(flushers) : Optional.empty();
            Workers.run(
                    "restore",
                    destination.workers(),
                    pieces,
                    () ->
                            new FileWorker(
                                    snapshot.openReader(),
                                    tools(vault, snapshot, tally),
                                    wanted,
                                    done));
            progress.step("flush to disk");
            flushers.finish();
        } finally {
            for (FilePiece piece : pieces) {
                piece.target().close();
            }
        }
        return tally.result();
    }

    private WorkerTools tools(Vault vault, Snapshot snapshot, Tally tally) {
        PageCheck check = directories.pageCheck(snapshot.manifest().facts());
        return new WorkerTools(
                check,
                snapshot.manifest().facts().pageBytes(),
                vault.naming(),
                new byte[LOCAL_BYTES],
                tally);
    }

    private static HoldfastException unusable(Destination destination, IOException e) {
        return new HoldfastException(
                ProblemCode.TARGET_UNUSABLE,
                "cannot write to %s: %s".formatted(destination.directory(), e.getMessage()),
                "make room or mend the permissions there, then run the same command again: "
                        + "it goes on with --delta",
                e);
    }
}
