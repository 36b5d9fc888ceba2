package dev.holdfast.engines.postgres.catalog;

import java.util.List;

/// The server functions that a snapshot calls and that are not everybody's, by version.
public record SnapshotNeeds(int majorVersion) {

    public static final int OLDEST_VERSION = 14;

    /// The first version that summarises its WAL.
    public static final int FIRST_WITH_SUMMARIES = 17;

    /// With argument types, as GRANT takes them.
    List<String> functions() {
        return List.of(
                majorVersion < 15
                        ? "pg_start_backup(text, boolean, boolean)"
                        : "pg_backup_start(text, boolean)",
                majorVersion < 15 ? "pg_stop_backup(boolean, boolean)" : "pg_backup_stop(boolean)",
                "pg_ls_dir(text, boolean, boolean)",
                "pg_stat_file(text, boolean)",
                "pg_read_binary_file(text, bigint, bigint, boolean)");
    }

    /// Starts a backup that ends with its session.
    public String startCall(String labelLiteral, boolean fast) {
        return majorVersion < 15
                ? "pg_start_backup(" + labelLiteral + ", " + fast + ", false)"
                : "pg_backup_start(" + labelLiteral + ", " + fast + ")";
    }

    /// Ends it without waiting for the archive: the WAL comes by the stream.
    public String stopCall() {
        return majorVersion < 15 ? "pg_stop_backup(false, false)" : "pg_backup_stop(false)";
    }
}
