package dev.holdfast.branchfs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// A directory that another process serves. Whatever goes wrong, its mount is aborted after a
/// while, so that no test waits for ever.
final class ServedDirectory implements AutoCloseable {
    private static final int LIMIT_SECONDS = 120;

    private final Process process;
    private final Path directory;
    private final BufferedReader answers;
    private final Writer commands;
    private final ScheduledExecutorService guard;

    /// @param launcher what to put before the command
    /// @param helper the program that mounts; empty for the best way
    /// @param deadlineMillis for reads of the tree
    record Options(
            List<String> launcher,
            String helper,
            Owner owner,
            long quotaBytes,
            long cacheBytes,
            long deadlineMillis) {
        record Owner(int uid, int gid) {}

        static final Options DEFAULT =
                new Options(List.of(), "", self(), Long.MAX_VALUE, Long.MAX_VALUE, 20_000);

        private static Owner self() {
            return new Owner(unix("unix:uid"), unix("unix:gid"));
        }

        private static int unix(String attribute) {
            try {
                return (Integer) Files.getAttribute(Path.of("/proc/self"), attribute);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Options withOwner(int uid, int gid) {
            return new Options(
                    launcher, helper, new Owner(uid, gid), quotaBytes, cacheBytes, deadlineMillis);
        }

        Options withLimits(long quota, long cache) {
            return new Options(launcher, helper, owner, quota, cache, deadlineMillis);
        }

        Options withDeadline(long millis) {
            return new Options(launcher, helper, owner, quotaBytes, cacheBytes, millis);
        }

        Options by(String program) {
            return new Options(launcher, program, owner, quotaBytes, cacheBytes, deadlineMillis);
        }

        Options startedBy(List<String> command) {
            return new Options(command, helper, owner, quotaBytes, cacheBytes, deadlineMillis);
        }
    }

    private ServedDirectory(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.guard =
                Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
        Future<?> _ = guard.schedule(this::free, LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /// Serves `source` at `area`/mount.
    static ServedDirectory start(Path source, Path area, Options options) throws IOException {
        Path mount = Files.createDirectories(area.resolve("mount")).toRealPath();
        List<String> command = new ArrayList<>(options.launcher());
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServeDirectory.class.getName(),
                        source.toString(),
                        mount.toString(),
                        area.resolve("overlay").toString(),
                        Integer.toString(options.owner().uid()),
                        Integer.toString(options.owner().gid()),
                        Long.toString(options.quotaBytes()),
                        Long.toString(options.cacheBytes()),
                        Long.toString(options.deadlineMillis()),
                        options.helper()));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        ServedDirectory served = new ServedDirectory(process, mount);
        String first = served.answers.readLine();
        if (!"mounted".equals(first)) {
            served.free();
            throw new IOException("not mounted: " + first);
        }
        return served;
    }

    Path directory() {
        return directory;
    }

    Process process() {
        return process;
    }

    String ask(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
        return String.valueOf(answers.readLine());
    }

    private void free() {
        process.destroyForcibly();
        try {
            LeftoverMounts.remove(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        guard.shutdownNow();
        try {
            commands.close();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the serving process does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            free();
        }
    }
}
