package dev.holdfast.e2e;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Optional;

/// A file system in memory, of few megabytes, mounted on a directory.
record SmallDisk(Path directory) implements AutoCloseable {

    /// Empty where this user may not mount.
    static Optional<SmallDisk> mount(Path directory, int megabytes) throws IOException {
        boolean mounted =
                run("mount", "-t", "tmpfs", "-o", size(megabytes), "tmpfs", directory.toString());
        return mounted ? Optional.of(new SmallDisk(directory)) : Optional.empty();
    }

    void grow(int megabytes) throws IOException {
        require("mount", "-o", "remount," + size(megabytes), directory.toString());
    }

    /// Everything below `source`.
    void fillFrom(Path source) throws IOException {
        require("cp", "-a", source + "/.", directory.toString());
    }

    @Override
    public void close() throws IOException {
        require("umount", directory.toString());
    }

    private static String size(int megabytes) {
        return "size=" + megabytes + "m";
    }

    private static void require(String... command) throws IOException {
        if (!run(command)) {
            throw new IOException(String.join(" ", command));
        }
    }

    private static boolean run(String... command) throws IOException {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(String.join(" ", command));
        }
    }
}
