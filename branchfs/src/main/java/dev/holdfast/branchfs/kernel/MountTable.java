package dev.holdfast.branchfs.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What of Holdfast is mounted in this mount namespace. Read from the kernel's table and never from
/// the mounts themselves: a mount whose process is stopped blocks whoever looks at it.
public final class MountTable {
    static final String TYPE = "fuse.holdfast";

    private static final Path TABLE = Path.of("/proc/self/mountinfo");
    private static final Pattern ESCAPED = Pattern.compile("\\\\([0-7]{3})");

    private MountTable() {}

    /// One mounted branch.
    ///
    /// @param device the kernel's name of it, as in `0:42`
    public record Mounted(Path directory, String device) {
        /// Written to, it ends the connection: everybody who waits for an answer gets an error.
        Path abort() {
            String number = device.substring(device.indexOf(':') + 1);
            return Path.of("/sys/fs/fuse/connections", number, "abort");
        }

        /// How far the kernel reads ahead, in KiB.
        Path readAhead() {
            return Path.of("/sys/class/bdi", device, "read_ahead_kb");
        }
    }

    /// As the table has it: without links. A mount is not looked at.
    public static Path named(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        try {
            if (parent == null) {
                return absolute;
            }
            Path named = parent.toRealPath().resolve(absolute.getFileName());
            return at(named).isPresent() ? named : named.toRealPath();
        } catch (NoSuchFileException e) {
            return absolute; // nothing is mounted where nothing is
        }
    }

    public static List<Mounted> all() throws IOException {
        // bytes as characters: paths are whatever somebody made them
        try (Stream<String> lines = Files.lines(TABLE, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains(" - " + TYPE + " "))
                    .map(MountTable::parse)
                    .toList();
        }
    }

    /// The mount at `directory`, an absolute path without links; the newest where there are several
    /// on top of each other.
    public static Optional<Mounted> at(Path directory) throws IOException {
        return all().stream()
                .filter(mounted -> mounted.directory().equals(directory))
                .reduce((former, newer) -> newer);
    }

    /// `36 35 0:42 / /mnt rw,nosuid - fuse.holdfast holdfast rw`, see proc_pid_mountinfo(5).
    private static Mounted parse(String line) {
        String[] fields = line.split(" ", -1);
        return new Mounted(Path.of(unescape(fields[4])), fields[2]);
    }

    private static String unescape(String path) {
        Matcher matcher = ESCAPED.matcher(path);
        String bytes =
                matcher.replaceAll(match ->
                        Matcher.quoteReplacement(
                                String.valueOf((char) Integer.parseInt(match.group(1), 8))));
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
