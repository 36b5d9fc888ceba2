package dev.holdfast.practices.branch;

import dev.holdfast.branchfs.BranchFileSystem;
import dev.holdfast.branchfs.BranchSettings;
import dev.holdfast.branchfs.kernel.MountAbility;
import dev.holdfast.branchfs.overlay.OverlayLimits;
import dev.holdfast.branchfs.overlay.Owner;
import dev.holdfast.core.engine.DataDirectories;
import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.ServerRunner.Account;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.branch.lazy.SnapshotTree;
import dev.holdfast.vault.LogReading.Stretch;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the data directory of a branch in its place: mounted where this process may mount, else
/// copied. On a platform thread: it writes into its own mount.
record Opening(Engine engine, ScratchSpace space, InstantSource clock, Progress progress) {

    /// What to do where this process may not mount.
    enum WhenRefused {
        COPY_ALL,
        /// Ask for a process that may, where there is such a thing.
        ASK_FOR_ANOTHER_PROCESS
    }

    /// A process that is started by `launcher` could mount.
    static final class AnotherProcess extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient List<String> launcher;

        private AnotherProcess(List<String> launcher, HoldfastException refusal) {
            super(refusal);
            this.launcher = launcher;
        }

        List<String> launcher() {
            return launcher;
        }
    }

    BranchFiles make(BranchPoint point, ScratchSpace.Place place, WhenRefused whenRefused)
            throws InterruptedException {
        RecoveryStart.requireInside(point.snapshot());
        try {
            return mounted(point, place);
        } catch (HoldfastException e) {
            if (!e.is(ProblemCode.MOUNT_REFUSED)) {
                throw e;
            }
            if (whenRefused == WhenRefused.ASK_FOR_ANOTHER_PROCESS) {
                refer(e);
            }
            progress.note(
                    "everything is copied first: %s; for branches in seconds: %s"
                            .formatted(e.problem().message(), e.problem().hint()));
            return copied(point, place);
        }
    }

    private static void refer(HoldfastException refusal) throws InterruptedException {
        for (MountAbility ability : BranchFileSystem.abilities()) {
            if (ability instanceof MountAbility.InUserNamespace(List<String> launcher)) {
                throw new AnotherProcess(launcher, refusal);
            }
        }
    }

    private BranchFiles mounted(BranchPoint point, ScratchSpace.Place place)
            throws InterruptedException {
        progress.step("mount the files");
        Path directory = place.directory().resolve("data");
        Map<Long, Path> tablespaces =
                SnapshotTree.tablespaces(point.snapshot().manifest().facts(), directory);
        SnapshotTree tree =
                SnapshotTree.of(
                        point.snapshot(), replayed(point), engine.dataDirectories(), directory);
        try {
            createPrivately(directory);
            BranchFileSystem mount = BranchFileSystem.mount(tree, settings(place, directory));
            try {
                makeStartable(point, directory, tablespaces);
                return new MountedFiles(tree, mount, tablespaces);
            } catch (IOException | RuntimeException e) {
                mount.close();
                throw e;
            }
        } catch (IOException e) {
            tree.close();
            throw new HoldfastException(
                    ProblemCode.TARGET_UNUSABLE,
                    "cannot write to %s: %s".formatted(directory, e.getMessage()),
                    "see whether there is room: df -h " + place.directory(),
                    e);
        } catch (RuntimeException e) {
            tree.close();
            throw e;
        }
    }

    private static List<Stretch> replayed(BranchPoint point) {
        return point.replay().stream()
                .flatMap(replay -> replay.parts().stream())
                .map(Stretch::of)
                .toList();
    }

    private static void createPrivately(Path directory) throws IOException {
        Files.createDirectory(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private BranchSettings settings(ScratchSpace.Place place, Path directory) {
        Account account = engine.runner().account();
        return new BranchSettings(
                directory,
                place.directory().resolve("overlay"),
                new Owner(account.uid(), account.gid()),
                new OverlayLimits(place.promisedBytes(), place.promisedBytes()),
                BranchSettings.DEADLINE,
                clock);
    }

    private void makeStartable(BranchPoint point, Path directory, Map<Long, Path> tablespaces)
            throws IOException {
        Snapshot snapshot = point.snapshot();
        DataDirectories directories = engine.dataDirectories();
        directories.beginRestore(directory, snapshot.manifest().id());
        directories.finishRestore(
                directory, RecoveryStart.of(snapshot, point.replay()).recovery(tablespaces));
    }

    private BranchFiles copied(BranchPoint point, ScratchSpace.Place place)
            throws InterruptedException {
        Manifest manifest = point.snapshot().manifest();
        Optional<Replay> replay = point.replay();
        space.enlarge(place, Branches.neededBytes(manifest, replay));
        Destination destination = Branches.destination(place.directory(), manifest.facts());
        return new CopiedFiles(
                destination,
                new Materialiser(engine.dataDirectories(), progress)
                        .run(point.copy(), point.snapshot(), destination, replay));
    }
}
