package dev.holdfast.branchfs.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Mounts and unmounts. Directories are absolute and without links.
public final class Mounter {
    private static final long NO_SETUID = 2;
    private static final long NO_DEVICES = 4;
    private static final int FORCE = 1;
    private static final int DETACH = 2;
    private static final String NAME = "holdfast";
    private static final int HELPER_SECONDS = 30;

    /// Mounts may lie on top of each other.
    private static final int MOST_LAYERS = 16;

    private Mounter() {}

    /// Mounts an empty directory. Whoever serves it reads the device that comes back; until then,
    /// and until the first request was answered, nobody should look at the directory.
    ///
    /// As root, all users of this machine may use it within the modes of its files: a server is
    /// started as another user. Else only this user.
    public static FuseDevice mount(Path directory, MountAbility ability) throws IOException {
        return switch (ability) {
            case MountAbility.Directly() -> directly(directory);
            case MountAbility.ByHelper(Path program) ->
                    FuseHelper.mount(program, directory, helperOptions());
            case MountAbility.InUserNamespace(List<String> launcher) ->
                    throw new IllegalStateException("not within " + launcher);
            case MountAbility.Impossible(String missing, String remedy) ->
                    throw new IllegalStateException(missing + "; " + remedy);
        };
    }

    private static FuseDevice directly(Path directory) throws ErrnoException {
        FuseDevice device = FuseDevice.open();
        String options =
                "fd=%d,rootmode=40000,user_id=%d,group_id=%d,default_permissions%s"
                        .formatted(
                                device.descriptor(),
                                SystemCalls.geteuid(),
                                SystemCalls.getegid(),
                                sharing());
        int result =
                SystemCalls.mount(
                        NAME,
                        directory.toString(),
                        MountTable.TYPE,
                        NO_SETUID | NO_DEVICES,
                        options);
        if (result < 0) {
            device.close();
            throw new ErrnoException(-result, "mount");
        }
        return device;
    }

    private static String helperOptions() {
        return "default_permissions,nosuid,nodev,fsname=%s,subtype=%s%s"
                .formatted(NAME, NAME, sharing());
    }

    private static String sharing() {
        return SystemCalls.geteuid() == 0 ? ",allow_other" : "";
    }

    /// Takes the mount at `directory` away, whoever uses it and whether or not its process lives:
    /// whoever waits for an answer gets an error, and what was written is lost. Nothing where there
    /// is none.
    public static void remove(Path directory) throws IOException, InterruptedException {
        for (int layer = 0; layer < MOST_LAYERS; layer++) {
            Optional<MountTable.Mounted> mounted = MountTable.at(directory);
            if (mounted.isEmpty()) {
                return;
            }
            abort(mounted.get());
            unmount(directory);
        }
    }

    private static void unmount(Path directory) throws IOException, InterruptedException {
        int result = SystemCalls.umount(directory.toString(), FORCE | DETACH);
        if (result == -Errno.EPERM) {
            removeByHelper(directory);
        } else if (result < 0 && result != -Errno.EINVAL) {
            throw new ErrnoException(-result, "could not unmount " + directory);
        }
    }

    /// Ends the connection of the mount at `directory`: whoever waits for an answer gets an error.
    /// While somebody uses it, the mount stays and answers nothing but errors.
    public static void abort(Path directory) {
        try {
            Optional<MountTable.Mounted> mounted = MountTable.at(directory);
            if (mounted.isPresent()) {
                abort(mounted.get());
                SystemCalls.umount(directory.toString(), FORCE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not abort " + directory, e);
        }
    }

    /// Only root may; the others' unmount ends the connection as well.
    private static void abort(MountTable.Mounted mounted) {
        tryToWrite(mounted.abort(), "1");
    }

    /// For what is better, but not needed.
    private static void tryToWrite(Path setting, String value) {
        try {
            if (Files.isWritable(setting)) {
                Files.writeString(setting, value);
            }
        } catch (IOException e) {
            return; // gone meanwhile, or this container may not
        }
    }

    private static void removeByHelper(Path directory) throws IOException, InterruptedException {
        Path helper =
                MountProbe.onPath("fusermount3")
                        .orElseThrow(() ->
                                new ErrnoException(Errno.EPERM, "could not unmount " + directory));
        Process process =
                new ProcessBuilder(helper.toString(), "-u", "-z", "--", directory.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!process.waitFor(HELPER_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new ErrnoException(Errno.EBUSY, "could not unmount " + directory);
        }
        if (process.exitValue() != 0) {
            throw new ErrnoException(Errno.EPERM, "could not unmount " + directory);
        }
    }

    /// Lets the kernel ask for `kibibytes` ahead of a sequential reader, where this user may say
    /// so; without it, 128.
    public static void readAhead(Path directory, int kibibytes) throws IOException {
        Optional<MountTable.Mounted> mounted = MountTable.at(directory);
        mounted.ifPresent(it -> tryToWrite(it.readAhead(), Integer.toString(kibibytes)));
    }
}
