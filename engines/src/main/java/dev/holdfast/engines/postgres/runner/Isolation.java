package dev.holdfast.engines.postgres.runner;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.ServerRunner.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What keeps a restored server to itself. A server on a copy of production believes that it is
/// production: it would archive into production's archive, follow production's primary, run
/// production's jobs, and let production's applications in.
///
/// Everything is said on the command line, which wins over the directory's own configuration
/// (`postgresql.auto.conf` is read even when `config_file` names another place); the directory's
/// files stay as they were restored.
///
/// Not kept away by settings: what SQL itself reaches, such as foreign servers and dblink. On a
/// branch, [Seclusion] does that; nothing that a proof runs uses them.
record Isolation(
        Path home,
        Binaries binaries,
        SourceSettings source,
        PreloadedLibraries preloaded,
        Purpose purpose) {

    static final String ROLE = "holdfast_branch";

    private static final List<String> OTHER_TARGETS =
            List.of(
                    "recovery_target",
                    "recovery_target_name",
                    "recovery_target_time",
                    "recovery_target_xid");

    private static final int LOGIN_TRIGGERS_SINCE = 17;
    private static final int ORIGINS_SETTING_SINCE = 18;

    /// Settings that the source must not have larger, with PostgreSQL's defaults: what recovery
    /// builds up again (prepared transactions, their locks, replication origins) must fit.
    private static final Map<String, Integer> NOT_SMALLER =
            Map.of(
                    "max_connections", 100,
                    "max_worker_processes", 8,
                    "max_wal_senders", 10,
                    "max_replication_slots", 10,
                    "max_prepared_transactions", 0,
                    "max_locks_per_transaction", 64);

    /// Writes the files that [#arguments] names into `home`, a directory of this server's alone.
    void write() throws IOException {
        Files.writeString(home.resolve("postgresql.conf"), "# see the command line\n");
        Files.writeString(home.resolve("pg_ident.conf"), "");
        Files.writeString(
                home.resolve("pg_hba.conf"),
                "host all " + ROLE + " " + LoopbackPort.HOST + "/32 scram-sha-256\n");
    }

    List<String> arguments(int port) {
        return arguments(port, Map.of());
    }

    /// Recovery ends with the record that begins at `stop`, and the server with it.
    List<String> arguments(int port, Lsn stop) {
        Map<String, String> recovery = new LinkedHashMap<>();
        // an unset target in a file is refused as a second one, when the first was said here
        OTHER_TARGETS.forEach(target -> recovery.put(target, ""));
        recovery.put("recovery_target_lsn", stop.toString());
        recovery.put("recovery_target_inclusive", "on");
        recovery.put("recovery_target_action", "shutdown");
        return arguments(port, recovery);
    }

    private List<String> arguments(int port, Map<String, String> recovery) {
        Map<String, String> settings = new LinkedHashMap<>(recovery);
        places(settings, port);
        quiet(settings);
        honest(settings);
        small(settings);
        byVersion(settings);
        List<String> arguments = new ArrayList<>();
        settings.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        return arguments;
    }

    private void places(Map<String, String> settings, int port) {
        settings.put("config_file", home.resolve("postgresql.conf").toString());
        settings.put("hba_file", home.resolve("pg_hba.conf").toString());
        settings.put("ident_file", home.resolve("pg_ident.conf").toString());
        settings.put("external_pid_file", home.resolve("postgres.pid").toString());
        settings.put("listen_addresses", LoopbackPort.HOST);
        settings.put("port", Integer.toString(port));
        settings.put("unix_socket_directories", "");
        settings.put("ssl", "off");
        settings.put("cluster_name", "holdfast-scratch");
        settings.put("password_encryption", "scram-sha-256");
        settings.put("logging_collector", "off");
        settings.put("log_destination", "stderr");
        settings.put("log_line_prefix", "%m [%p] ");
        settings.put("log_statement", "none");
        settings.put("log_min_duration_statement", "-1");
        settings.put("log_min_messages", "warning");
        settings.put("log_min_error_statement", "panic");
        settings.put("lc_messages", "C");
        settings.put("log_timezone", "UTC");
    }

    /// Nothing goes out, nothing comes in, nothing runs by itself.
    private void quiet(Map<String, String> settings) {
        for (String command :
                List.of(
                        "archive_command",
                        "recovery_end_command",
                        "archive_cleanup_command",
                        "primary_conninfo",
                        "primary_slot_name",
                        "synchronous_standby_names",
                        "session_preload_libraries",
                        "local_preload_libraries")) {
            settings.put(command, "");
        }
        settings.put("archive_mode", "off");
        // with a recovery target the server insists on one; a failing one means: look in pg_wal
        settings.put("restore_command", "false");
        settings.put("max_logical_replication_workers", "0");
        settings.put("shared_preload_libraries", String.join(",", preloaded.kept()));
        settings.put("autovacuum", purpose == Purpose.PROOF ? "off" : "on");
        settings.put("wal_level", "replica");
        // it decides which records move a page's LSN, and the audit compares those
        settings.put("wal_log_hints", source.values().getOrDefault("wal_log_hints", "off"));
        // nobody reads during recovery; with it, single-user mode cannot recover to a target
        settings.put("hot_standby", "off");
        settings.put("default_transaction_read_only", "off");
    }

    /// Damage must show.
    private static void honest(Map<String, String> settings) {
        for (String hiding :
                List.of(
                        "zero_damaged_pages",
                        "ignore_checksum_failure",
                        "ignore_system_indexes",
                        "ignore_invalid_pages")) {
            settings.put(hiding, "off");
        }
        settings.put("restart_after_crash", "on");
    }

    /// Fitted to this machine, which can be much smaller than the source. Nothing of a scratch
    /// server outlives a failure of the machine.
    private void small(Map<String, String> settings) {
        settings.put("shared_buffers", "128MB");
        // what is read once and thrown away needs neither zeros before nor a second life
        settings.put("wal_init_zero", "off");
        settings.put("wal_recycle", "off");
        settings.put("huge_pages", "off");
        settings.put("fsync", "off");
        settings.put("full_page_writes", "off");
        settings.put("max_wal_size", "4GB");
        settings.put("checkpoint_timeout", "1h");
        if (purpose == Purpose.PROOF) {
            settings.put("jit", "off");
            settings.put("max_parallel_workers_per_gather", "0");
            settings.put("max_parallel_maintenance_workers", "0");
        }
        settings.put("temp_tablespaces", "");
        settings.put("temp_file_limit", "-1");
        NOT_SMALLER.forEach(
                (name, least) -> settings.put(name, Integer.toString(source.atLeast(name, least))));
    }

    private void byVersion(Map<String, String> settings) {
        if (binaries.majorVersion() >= LOGIN_TRIGGERS_SINCE) {
            settings.put("event_triggers", purpose == Purpose.PROOF ? "off" : "on");
            settings.put("summarize_wal", "off");
        }
        if (binaries.majorVersion() >= ORIGINS_SETTING_SINCE) {
            settings.put("io_method", "worker");
            settings.put(
                    "max_active_replication_origins",
                    Integer.toString(source.atLeast("max_active_replication_origins", 10)));
        }
    }
}
