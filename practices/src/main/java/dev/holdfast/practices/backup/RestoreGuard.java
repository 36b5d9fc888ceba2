package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.DataDirectories;
import dev.holdfast.core.engine.DataDirectories.State;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.branch.Destination;
import dev.holdfast.vault.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Decides whether a restore may write where it is told to. Refuses a running server always, and
/// everything that it would destroy unless told.
final class RestoreGuard {
    private static final int WORKERS = 2;

    private final DataDirectories directories;
    private final RestoreBackup request;
    private final Path target;

    RestoreGuard(DataDirectories directories, RestoreBackup request) {
        this.directories = directories;
        this.request = request;
        this.target = request.to().toAbsolutePath().normalize();
    }

    /// For people: what is in the directory now.
    String presentState() {
        return switch (directories.inspect(target)) {
            case State.Empty() -> "nothing";
            case State.Running(long pid) -> "a running server, process " + pid;
            case State.Stopped stopped -> "a stopped server, version " + stopped.version();
            case State.HalfRestored half ->
                    "a restore of %s that did not finish".formatted(half.snapshot());
            case State.Foreign foreign ->
                    "files that are not a server's, such as " + foreign.firstEntry();
        };
    }

    Destination destination(Manifest manifest) {
        Surroundings surroundings = new Surroundings(directories);
        surroundings.requireOutside(target);
        State present = directories.inspect(target);
        boolean onto = mayWrite(present, manifest);
        Map<Long, Path> tablespaces =
                new TablespacePlaces(target, request.tablespaces(), isSameServer(present, manifest))
                        .of(manifest.facts().tablespaces());
        tablespaces.values().forEach(surroundings::requireOutside);
        return new Destination(target, tablespaces, onto, true, WORKERS);
    }

    /// @return whether something is there that the restore goes onto
    private boolean mayWrite(State present, Manifest manifest) {
        return switch (present) {
            case State.Empty() -> false;
            case State.HalfRestored _ -> true;
            case State.Running(long pid) ->
                    throw refused(
                            "a server is running on %s (process %d)".formatted(target, pid),
                            "stop it first: pg_ctl -D " + target + " stop");
            case State.Stopped stopped -> mayReplace(stopped, manifest);
            case State.Foreign foreign -> mayDelete(foreign);
        };
    }

    private static boolean isSameServer(State present, Manifest manifest) {
        return switch (present) {
            case State.HalfRestored _ -> true;
            case State.Stopped stopped -> isSameServer(stopped, manifest);
            case State.Empty _, State.Running _, State.Foreign _ -> false;
        };
    }

    private static boolean isSameServer(State.Stopped stopped, Manifest manifest) {
        return stopped.systemIdentifier().equals(manifest.facts().systemIdentifier());
    }

    private boolean mayReplace(State.Stopped stopped, Manifest manifest) {
        boolean same = isSameServer(stopped, manifest);
        if (request.force() || (request.delta() && same)) {
            return true;
        }
        if (same) {
            throw refused(
                    "%s holds an older state of this server".formatted(target),
                    "to write only what differs: --delta; or restore to an empty directory");
        }
        throw refused(
                "%s holds another server (system identifier %s, not %s)"
                        .formatted(
                                target,
                                stopped.systemIdentifier(),
                                manifest.facts().systemIdentifier()),
                "restore to an empty directory; or, to destroy what is there: --force");
    }

    private boolean mayDelete(State.Foreign foreign) {
        if (!Files.isDirectory(target)) {
            throw refused(target + " is a file, or lies below one", "name a directory: --to DIR");
        }
        if (!request.force()) {
            throw refused(
                    "%s is not empty and not a PostgreSQL data directory: it holds %s"
                            .formatted(target, foreign.firstEntry()),
                    "restore to an empty directory; or, to destroy what is there: --force");
        }
        new Surroundings(directories).requireNothingPreciousBelow(target);
        return true;
    }

    private static HoldfastException refused(String message, String hint) {
        return new HoldfastException(ProblemCode.TARGET_REFUSED, message, hint);
    }
}
