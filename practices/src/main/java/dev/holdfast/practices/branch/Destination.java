package dev.holdfast.practices.branch;

import java.nio.file.Path;
import java.util.Map;

/// Where and how a snapshot becomes files.
///
/// @param directory the data directory to make
/// @param tablespaces oid to the directory that each tablespace gets; all of the snapshot's
/// @param delta what is there is an older state: only what differs is written, and what does not
///   belong is deleted
/// @param durable everything is flushed to disk before the directory can start; scratch copies do
///   without
/// @param workers threads that decode and write
public record Destination(
        Path directory, Map<Long, Path> tablespaces, boolean delta, boolean durable, int workers) {
    public Destination {
        tablespaces = Map.copyOf(tablespaces);
    }
}
