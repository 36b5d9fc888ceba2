package dev.holdfast.engines.postgres.runner;

import dev.holdfast.core.files.Trees;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/// Embedded distributions, unpacked once: `DIRECTORY/FINGERPRINT/bin/postgres`. A distribution
/// appears there whole, by a rename; several processes may unpack at once.
final class BinaryCache {

    private final Path directory;

    BinaryCache(Path directory) {
        this.directory = directory;
    }

    /// Root's own home is closed to the user that servers run as, so root keeps it system-wide.
    static BinaryCache standard(ServerUser user) {
        String home = System.getenv("XDG_CACHE_HOME");
        Path base =
                !user.self()
                        ? Path.of("/var/cache")
                        : home != null && Path.of(home).isAbsolute()
                                ? Path.of(home)
                                : Path.of(System.getProperty("user.home"), ".cache");
        Path directory = base.resolve("holdfast").resolve("postgres");
        return new BinaryCache(canBeMade(directory) ? directory : temporary(user));
    }

    private static boolean canBeMade(Path directory) {
        try {
            Files.createDirectories(directory);
            return Files.isWritable(directory);
        } catch (IOException e) {
            return false;
        }
    }

    /// For machines where everything else is read-only. Anybody can make a directory there, so only
    /// our own is used: it holds programs.
    private static Path temporary(ServerUser user) {
        int uid = user.self() ? user.uid() : 0;
        Path directory = Path.of(System.getProperty("java.io.tmpdir"), "holdfast-postgres-" + uid);
        try {
            if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(
                        directory,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwxr-xr-x")));
            }
            Object owner = Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) && owner.equals(uid)) {
                return directory;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new HoldfastException(
                ProblemCode.BINARIES_MISSING,
                "there is no place for the embedded postgresql: "
                        + directory
                        + " belongs to another user",
                "set XDG_CACHE_HOME to a directory in which this user may write");
    }

    Binaries unpacked(EmbeddedArchive archive) {
        Path home = directory.resolve(archive.fingerprint());
        try {
            if (!Files.exists(home)) {
                unpack(archive, home);
            }
        } catch (IOException e) {
            throw new HoldfastException(
                    ProblemCode.BINARIES_MISSING,
                    "the embedded postgresql could not be unpacked into " + directory,
                    "see whether this user may write there: ls -ld " + directory,
                    e);
        }
        return Binaries.in(home.resolve("bin"))
                .orElseThrow(() ->
                        new HoldfastException(
                                ProblemCode.BINARIES_MISSING,
                                "the embedded postgresql in " + home + " does not run",
                                "rm -r " + home + ", then run the command again"));
    }

    private void unpack(EmbeddedArchive archive, Path home) throws IOException {
        Files.createDirectories(directory);
        Path temporary = Files.createTempDirectory(directory, ".unpacking-");
        try (InputStream in = archive.open()) {
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
            Txz.unpack(in, temporary);
            Files.move(temporary, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Trees.delete(temporary);
            if (!Files.exists(home)) {
                throw e;
            }
        } catch (UncheckedIOException e) {
            Trees.delete(temporary);
            throw e.getCause();
        }
    }
}
