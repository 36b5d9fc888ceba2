package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Request;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Puts a snapshot back into a directory on this machine.
///
/// @param database the deployment's label
/// @param at a moment, as `MomentText` reads it
/// @param pause at the moment the server opens for reading only, and waits to be resumed
/// @param storage where to read from; by default the first that holds it
/// @param to the data directory to make
/// @param delta `to` holds an older state of the same server: write only what differs
/// @param force `to` may hold something else, which is deleted
/// @param tablespaces name or oid of a tablespace, to the directory it gets here
public record RestoreBackup(
        String database,
        String at,
        boolean pause,
        Optional<String> storage,
        Path to,
        boolean delta,
        boolean force,
        Map<String, Path> tablespaces)
        implements Request<RestoreResult> {
    public RestoreBackup {
        tablespaces = Map.copyOf(tablespaces);
    }

    @Override
    public String kind() {
        return "backup restore";
    }

    @Override
    public String subject() {
        return to.toAbsolutePath().normalize().toString();
    }
}
