package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.DataDirectories;
import dev.holdfast.core.engine.DataDirectories.State;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What a restore must never touch, `--force` or not: vaults, other servers, Holdfast's own files.
/// Judged by what lies on the disk, not by what a configuration says: a vault that nobody declares
/// any more may be the last copy.
final class Surroundings {
    private final DataDirectories directories;

    Surroundings(DataDirectories directories) {
        this.directories = directories;
    }

    /// Refuses a directory inside a vault or inside a server's data directory.
    void requireOutside(Path target) {
        Path real = real(target);
        if (isVault(real)) {
            throw refused(target, "is a Holdfast vault");
        }
        for (Path above = real.getParent(); above != null; above = above.getParent()) {
            if (isVault(above)) {
                throw refused(target, "lies inside the vault " + above);
            }
            if (isServer(above)) {
                throw refused(target, "lies inside the data directory " + above);
            }
        }
    }

    /// Refuses a directory that may not be emptied.
    void requireNothingPreciousBelow(Path target) {
        Path real = real(target);
        if (real.getParent() == null || real.equals(Path.of(System.getProperty("user.home")))) {
            throw refused(target, "is not emptied by any option");
        }
        try (Stream<Path> below = Files.walk(real)) {
            below.forEach(path -> requireHarmless(target, real, path));
        } catch (IOException e) {
            throw unreadable(target, e);
        } catch (UncheckedIOException e) {
            throw unreadable(target, e);
        }
    }

    private void requireHarmless(Path target, Path real, Path path) {
        String name = path.getFileName().toString();
        if (name.equals("vault.json")) {
            throw refused(target, "holds the vault " + path.getParent());
        }
        if (name.equals("vault.key") || name.equals("holdfast.yaml")) {
            throw refused(target, "holds " + path);
        }
        if (!path.equals(real)
                && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                && isServer(path)) {
            throw refused(target, "holds the data directory " + path);
        }
        if (Files.isSymbolicLink(path) && name.matches("base|global|pg_.*|[0-9]+")) {
            throw refused(target, "holds a link that servers keep, to another place: " + path);
        }
    }

    private static boolean isVault(Path directory) {
        return Files.exists(directory.resolve("vault.json"));
    }

    private boolean isServer(Path directory) {
        return Files.isDirectory(directory.resolve("global"))
                && switch (directories.inspect(directory)) {
                    case State.Empty(), State.Foreign(String _) -> false;
                    case State.Running(long _), State.HalfRestored(String _) -> true;
                    case State.Stopped(String _, String _) -> true;
                };
    }

    /// With its links followed, as far as it is there.
    private static Path real(Path target) {
        Path there = target;
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        try {
            return there.toRealPath().resolve(there.relativize(target)).normalize();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HoldfastException refused(Path target, String why) {
        return new HoldfastException(
                ProblemCode.TARGET_REFUSED,
                target + " " + why,
                "restore to an empty directory somewhere else: --to DIR");
    }

    private static HoldfastException unreadable(Path target, Exception cause) {
        return new HoldfastException(
                ProblemCode.TARGET_REFUSED,
                "not everything below %s can be looked at: %s"
                        .formatted(target, cause.getMessage()),
                "restore to an empty directory: --to DIR",
                cause);
    }
}
