package dev.holdfast.engines.postgres.runner;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Which of the source's `shared_preload_libraries` an isolated server loads: none that acts by
/// itself (schedulers, replication), and none that these binaries lack.
///
/// @param missing wanted, but not there: what depends on them cannot be judged here
record PreloadedLibraries(List<String> kept, List<String> missing) {

    private static final Set<String> ACTS_BY_ITSELF =
            Set.of(
                    "bdr",
                    "pg_cron",
                    "pg_failover_slots",
                    "pg_net",
                    "pg_partman_bgw",
                    "pg_squeeze",
                    "pgactive",
                    "pgautofailover",
                    "pglogical",
                    "powa",
                    "repmgr",
                    "spock",
                    "worker_spi");

    /// Only watch or log: what they would do is not missed on a scratch server.
    private static final Set<String> OBSERVES =
            Set.of(
                    "auth_delay",
                    "auto_explain",
                    "passwordcheck",
                    "pg_hint_plan",
                    "pg_prewarm",
                    "pg_qualstats",
                    "pg_stat_kcache",
                    "pg_stat_monitor",
                    "pg_stat_statements",
                    "pgaudit",
                    "set_user");

    static PreloadedLibraries of(List<String> wanted, Binaries binaries) {
        List<String> useful =
                wanted.stream()
                        .filter(library -> !ACTS_BY_ITSELF.contains(baseName(library)))
                        .filter(library -> !OBSERVES.contains(baseName(library)))
                        .toList();
        return new PreloadedLibraries(
                useful.stream().filter(binaries::hasLibrary).toList(),
                useful.stream().filter(library -> !binaries.hasLibrary(library)).toList());
    }

    private static String baseName(String library) {
        Path name = Path.of(library).getFileName();
        return name == null ? library : name.toString().replaceFirst("\\.(so|dylib)$", "");
    }
}
