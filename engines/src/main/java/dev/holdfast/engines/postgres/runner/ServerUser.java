package dev.holdfast.engines.postgres.runner;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The operating-system user that servers run as: this process's own, or, when that is root, which
/// PostgreSQL refuses, an unprivileged one (`postgres` where there is one, else `nobody`).
///
/// @param self whether it is this process's own user, so that nothing needs to be handed over
public record ServerUser(String name, int uid, int gid, boolean self) {

    private static final List<String> UNPRIVILEGED = List.of("postgres", "nobody");

    /// The user for servers that this process starts.
    public static ServerUser current() {
        int uid = ownUid();
        if (uid != 0) {
            int gid = Integer.parseInt(Shell.run(List.of("id", "-g")).output());
            return new ServerUser(System.getProperty("user.name"), uid, gid, true);
        }
        return UNPRIVILEGED.stream()
                .flatMap(name -> named(name).stream())
                .findFirst()
                .orElseThrow(() ->
                        new HoldfastException(
                                ProblemCode.SCRATCH_FAILED,
                                "postgres does not run as root, and this machine has"
                                        + " neither a user postgres nor nobody",
                                "useradd --system postgres"));
    }

    /// Whether this process runs as the one user that PostgreSQL refuses.
    public static boolean isRoot() {
        return ownUid() == 0;
    }

    private static int ownUid() {
        return Integer.parseInt(Shell.run(List.of("id", "-u")).output());
    }

    /// The user of that name on this machine.
    public static Optional<ServerUser> named(String name) {
        Shell.Result uid = Shell.run(List.of("id", "-u", name));
        Shell.Result gid = Shell.run(List.of("id", "-g", name));
        return uid.succeeded() && gid.succeeded()
                ? Optional.of(
                        new ServerUser(
                                name,
                                Integer.parseInt(uid.output()),
                                Integer.parseInt(gid.output()),
                                false))
                : Optional.empty();
    }

    /// What to put before a command so that this user runs it. The command replaces the prefix's
    /// own process, so that its pid is the child's.
    List<String> prefix() {
        if (self) {
            return List.of();
        }
        if (Shell.find("setpriv").isPresent()) {
            return List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--");
        }
        for (String tool : List.of("gosu", "su-exec")) {
            if (Shell.find(tool).isPresent()) {
                return List.of(tool, uid + ":" + gid);
            }
        }
        throw new HoldfastException(
                ProblemCode.SCRATCH_FAILED,
                "postgres does not run as root, and the means to run it as " + name + " is missing",
                "install setpriv (package util-linux), or run holdfast as another user");
    }

    /// Gives `root` and everything below it to this user; symbolic links are not followed.
    public void own(Path root) throws IOException {
        if (self) {
            return;
        }
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a)
                            throws IOException {
                        ownOnly(dir);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes a)
                            throws IOException {
                        ownOnly(file);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /// Gives this one file or directory to this user.
    public void ownOnly(Path path) throws IOException {
        if (!self && !owns(path)) {
            Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private boolean owns(Path path) throws IOException {
        Map<String, Object> owner =
                Files.readAttributes(path, "unix:uid,gid", LinkOption.NOFOLLOW_LINKS);
        return owner.equals(Map.of("uid", uid, "gid", gid));
    }

    /// Makes sure that this user can get to `path`. Directories of ours below the system's place
    /// for temporary files are opened for passing through; elsewhere it is for the user to say.
    void reach(Path path) throws IOException {
        if (self) {
            return;
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
        Path parent = path.toRealPath().getParent();
        for (Path at = parent; at != null; at = at.getParent()) {
            if (mayPass(at)) {
                continue;
            }
            if (!at.startsWith(temporary)) {
                throw new HoldfastException(
                        ProblemCode.TARGET_UNUSABLE,
                        "user " + name + ", as which postgres runs, cannot reach " + path,
                        "chmod o+x " + at + ", or choose another scratch directory");
            }
            Set<PosixFilePermission> permissions =
                    EnumSet.copyOf(Files.getPosixFilePermissions(at));
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
            Files.setPosixFilePermissions(at, permissions);
        }
    }

    private boolean mayPass(Path directory) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
        if ((int) Files.getAttribute(directory, "unix:uid") == uid) {
            return permissions.contains(PosixFilePermission.OWNER_EXECUTE);
        }
        if ((int) Files.getAttribute(directory, "unix:gid") == gid) {
            return permissions.contains(PosixFilePermission.GROUP_EXECUTE);
        }
        return permissions.contains(PosixFilePermission.OTHERS_EXECUTE);
    }
}
