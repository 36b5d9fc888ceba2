package dev.holdfast.engines.postgres.source;

import java.util.Set;
import java.util.regex.Pattern;

/// What a backup leaves out: PostgreSQL's own list (`basebackup.c`: `excludeDirContents`,
/// `excludeFiles`, `looks_like_temp_rel_name`), and what is no regular file.
final class Exclusions {

    /// Kept as empty directories.
    private static final Set<String> WITHOUT_CONTENT =
            Set.of(
                    "pg_wal",
                    "pg_dynshmem",
                    "pg_notify",
                    "pg_replslot",
                    "pg_serial",
                    "pg_snapshots",
                    "pg_stat_tmp",
                    "pg_subtrans");

    private static final Set<String> FILES =
            Set.of(
                    "postgresql.auto.conf.tmp",
                    "current_logfiles.tmp",
                    "backup_label",
                    "backup_label.old",
                    "tablespace_map",
                    "tablespace_map.old",
                    "backup_manifest",
                    "postmaster.pid",
                    "postmaster.opts",
                    ".DS_Store");

    private static final Pattern TEMPORARY_RELATION =
            Pattern.compile("t\\d+_\\d+(?:_(?:fsm|vm|init))?(?:\\.\\d+)?");

    /// `PG_17_202406281`: the catalogue version, too, must be this server's.
    private final String tablespaceVersion;

    Exclusions(int majorVersion, long catalogVersion) {
        tablespaceVersion = "PG_" + majorVersion + "_" + catalogVersion;
    }

    /// Whether the directory itself is left out.
    boolean isDirectoryExcluded(String path) {
        String name = name(path);
        if (name.startsWith("pgsql_tmp") || path.equals("lost+found")) {
            return true;
        }
        // what another version left behind in a tablespace, or other people keep there
        return isTablespace(parent(path)) && !name.equals(tablespaceVersion);
    }

    /// Whether to look into the directory.
    boolean isContentKept(String path) {
        return !WITHOUT_CONTENT.contains(path);
    }

    boolean isFileExcluded(String path) {
        String name = name(path);
        return FILES.contains(name)
                || path.equals("global/pg_control")
                || name.startsWith("pg_internal.init")
                || name.startsWith("pgsql_tmp")
                || name.startsWith(".s.PGSQL.")
                || isTablespace(parent(path))
                || parent(path).equals("pg_tblspc")
                || TEMPORARY_RELATION.matcher(name).matches();
    }

    private static boolean isTablespace(String path) {
        return parent(path).equals("pg_tblspc");
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
