package dev.holdfast.branchfs;

import dev.holdfast.branchfs.fuse.FuseSession;
import dev.holdfast.branchfs.kernel.FuseDevice;
import dev.holdfast.branchfs.kernel.MountAbility;
import dev.holdfast.branchfs.kernel.MountProbe;
import dev.holdfast.branchfs.kernel.Mounter;
import dev.holdfast.branchfs.overlay.Figures;
import dev.holdfast.branchfs.overlay.Health;
import dev.holdfast.branchfs.overlay.Overlay;
import dev.holdfast.branchfs.tree.LazyTree;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A mounted [LazyTree]. Each user of this machine sees it, within the modes of its files, when
/// this process is root; else this user only.
///
/// What is written is for the lifetime of the mount: it survives a sync and a kill of whoever wrote
/// it, and is gone after [#close], or with this process.
///
/// The process that serves a mount must not use it from virtual threads, nor map its files into
/// memory: either may stop the threads that it waits for. Others may do as they like.
///
/// When this process dies, reads of what is not in the kernel's memory fail at once; the mount
/// stays until [LeftoverMounts] takes it away.
public final class BranchFileSystem implements AutoCloseable {
    private static final Duration MOUNTING = Duration.ofSeconds(30);

    /// A stopped process is noticed after this, and at the earliest after what the kernel has.
    private static final Duration STALLED = Duration.ofSeconds(60);

    private static final int READ_AHEAD_KIBIBYTES = 1024;

    private final Path directory;
    private final Overlay overlay;
    private final FuseSession session;
    private boolean closed;

    private BranchFileSystem(Path directory, Overlay overlay, FuseSession session) {
        this.directory = directory;
        this.overlay = overlay;
        this.session = session;
    }

    /// How this process can mount here, best first, or the one thing that it lacks.
    public static List<MountAbility> abilities() throws InterruptedException {
        return MountProbe.probe();
    }

    /// Mounts `tree` in the best way that works.
    ///
    /// @throws HoldfastException `mount-refused` when none does; the hint says what would
    public static BranchFileSystem mount(LazyTree tree, BranchSettings settings)
            throws InterruptedException {
        List<HoldfastException> refusals = new ArrayList<>();
        for (MountAbility ability : abilities()) {
            try {
                return mount(tree, settings, ability);
            } catch (HoldfastException e) {
                refusals.forEach(e::addSuppressed);
                refusals.add(e);
            }
        }
        throw refusals.getLast();
    }

    /// Mounts `tree` in this way.
    ///
    /// @throws HoldfastException `mount-refused` when it cannot be
    public static BranchFileSystem mount(
            LazyTree tree, BranchSettings settings, MountAbility ability)
            throws InterruptedException {
        require(ability);
        try {
            createPrivately(settings.overlay());
            Overlay overlay = Overlay.over(tree, overlaySettings(settings));
            try {
                return mount(overlay, settings, ability);
            } catch (IOException | RuntimeException | InterruptedException e) {
                overlay.close();
                throw e;
            }
        } catch (IOException e) {
            throw new HoldfastException(
                    ProblemCode.MOUNT_REFUSED,
                    "could not mount a branch at " + settings.directory() + ": " + e.getMessage(),
                    "see whether the directory exists, is empty and belongs to this user",
                    e);
        }
    }

    private static void createPrivately(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
    }

    private static void require(MountAbility ability) {
        switch (ability) {
            case MountAbility.Directly _, MountAbility.ByHelper _ -> {}
            case MountAbility.InUserNamespace(List<String> launcher) ->
                    throw new HoldfastException(
                            ProblemCode.MOUNT_REFUSED,
                            "this process may not mount a branch, only one in a user namespace may",
                            "start it by: " + String.join(" ", launcher));
            case MountAbility.Impossible(String missing, String remedy) ->
                    throw new HoldfastException(
                            ProblemCode.MOUNT_REFUSED,
                            "branches cannot be mounted here: " + missing,
                            remedy);
        }
    }

    private static Overlay.Settings overlaySettings(BranchSettings settings) {
        return new Overlay.Settings(
                settings.overlay(),
                settings.owner(),
                settings.limits(),
                settings.deadline(),
                settings.clock());
    }

    private static BranchFileSystem mount(
            Overlay overlay, BranchSettings settings, MountAbility ability)
            throws IOException, InterruptedException {
        Path directory = settings.directory().toRealPath();
        requireEmpty(directory);
        FuseDevice device = Mounter.mount(directory, ability);
        FuseSession session;
        try {
            session =
                    FuseSession.start(
                            device,
                            overlay,
                            new FuseSession.Settings(
                                    settings.deadline(),
                                    STALLED,
                                    settings.clock(),
                                    () -> Mounter.abort(directory)));
        } catch (IOException | RuntimeException e) {
            Mounter.remove(directory);
            throw e;
        }
        BranchFileSystem mounted = new BranchFileSystem(directory, overlay, session);
        try {
            if (!session.awaitMounted(MOUNTING)) {
                throw new IOException("the kernel did not begin within " + MOUNTING);
            }
            Mounter.readAhead(directory, READ_AHEAD_KIBIBYTES);
            return mounted;
        } catch (IOException | RuntimeException | InterruptedException e) {
            mounted.close();
            throw e;
        }
    }

    private static void requireEmpty(Path directory) throws IOException {
        try (Stream<Path> content = Files.list(directory)) {
            if (content.findAny().isPresent()) {
                throw new DirectoryNotEmptyException(directory.toString());
            }
        }
    }

    /// Without links.
    public Path directory() {
        return directory;
    }

    /// Why the branch cannot be believed any more: something that was written to it is lost. From
    /// then on everything fails; but the kernel still answers what it remembers, so whoever runs a
    /// server on it stops that.
    public Optional<Health.Trouble> breakage() {
        return overlay.health().breakage();
    }

    /// The newest read that failed because the tree could not be read.
    public Optional<Health.Trouble> failedRead() {
        return overlay.health().failedRead();
    }

    public Figures figures() {
        return overlay.figures();
    }

    /// Whether it is still mounted. Ends also when somebody unmounts it.
    public boolean isServing() {
        return session.isServing();
    }

    /// Waits until it is unmounted, by whomever.
    public void awaitEnd() throws InterruptedException {
        session.awaitEnd();
    }

    /// Unmounts it, whoever uses it, and throws away what was written. Whoever has it open gets
    /// errors. An interrupt does not stop that, and is kept.
    @Override
    public synchronized void close() {
        boolean interrupted = Thread.interrupted();
        while (!closed) {
            try {
                end();
                closed = true;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (IOException e) {
                throw new HoldfastException(
                        ProblemCode.MOUNT_REFUSED,
                        "could not unmount the branch at %s: %s"
                                .formatted(directory, e.getMessage()),
                        "umount --lazy " + directory,
                        e);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() throws IOException, InterruptedException {
        Mounter.remove(directory);
        session.end();
        overlay.close();
    }
}
