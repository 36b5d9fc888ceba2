package dev.holdfast.engines.postgres.restore;

import java.util.List;

/// Which parts of a data directory are not data: directories that must be there, and files that
/// belong to a former server or recovery.
final class Layout {

    static final String CONTROL_FILE = "global/pg_control";

    /// Directories that every server expects, parents first. (`pg_wal/summaries` it makes itself.)
    static final List<String> SKELETON =
            List.of(
                    "base",
                    "global",
                    "pg_commit_ts",
                    "pg_dynshmem",
                    "pg_logical",
                    "pg_logical/mappings",
                    "pg_logical/snapshots",
                    "pg_multixact",
                    "pg_multixact/members",
                    "pg_multixact/offsets",
                    "pg_notify",
                    "pg_replslot",
                    "pg_serial",
                    "pg_snapshots",
                    "pg_stat",
                    "pg_stat_tmp",
                    "pg_subtrans",
                    "pg_tblspc",
                    "pg_twophase",
                    "pg_wal",
                    "pg_wal/archive_status",
                    "pg_xact");

    /// Left behind by a running server, or belonging to a recovery that is not this one.
    static final List<String> LEFTOVERS =
            List.of(
                    "postmaster.pid",
                    "postmaster.opts",
                    "standby.signal",
                    "recovery.signal",
                    "backup_label",
                    "backup_label.old",
                    "tablespace_map",
                    "tablespace_map.old",
                    "backup_manifest",
                    "current_logfiles",
                    "current_logfiles.tmp",
                    "postgresql.auto.conf.tmp");

    private Layout() {}
}
