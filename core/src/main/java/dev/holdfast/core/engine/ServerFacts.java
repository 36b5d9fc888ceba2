package dev.holdfast.core.engine;

import java.util.List;
import java.util.Map;

/// What a server says about itself, as far as a snapshot keeps it.
///
/// @param systemIdentifier the unsigned 64-bit identity of the cluster, in decimal
/// @param version as the server prints it, such as `18.6`
/// @param majorVersion such as `18`
/// @param address host and port that were really reached
/// @param standby whether it is in recovery
/// @param dataChecksums whether pages carry checksums
/// @param pageBytes the size of a data page
/// @param segmentBytes the size of a relation's segment file
/// @param walSegmentBytes the size of a WAL segment file
/// @param recoverySettings settings that a restored server must not have smaller, such as
///   `max_connections`, with their values
/// @param roles names of login and group roles
public record ServerFacts(
        String systemIdentifier,
        String version,
        int majorVersion,
        String address,
        boolean standby,
        boolean dataChecksums,
        int pageBytes,
        long segmentBytes,
        long walSegmentBytes,
        String dataDirectory,
        List<DatabaseFacts> databases,
        List<Tablespace> tablespaces,
        List<String> roles,
        Map<String, String> recoverySettings,
        List<OutsideFile> outsideFiles) {

    /// @param extensions name to version, where this database could be asked (empty otherwise)
    public record DatabaseFacts(String name, long sizeBytes, Map<String, String> extensions) {}

    /// @param location the directory on the server
    public record Tablespace(long oid, String name, String location) {}

    /// A configuration file that lives outside the data directory.
    ///
    /// @param path where the server has it
    /// @param restoredAs its path inside a restored data directory, such as `postgresql.conf`
    public record OutsideFile(String path, String restoredAs, String text) {}

    public ServerFacts {
        databases = List.copyOf(databases);
        tablespaces = List.copyOf(tablespaces);
        roles = List.copyOf(roles);
        recoverySettings = Map.copyOf(recoverySettings);
        outsideFiles = List.copyOf(outsideFiles);
    }
}
