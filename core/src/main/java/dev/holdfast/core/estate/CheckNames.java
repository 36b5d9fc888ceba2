package dev.holdfast.core.estate;

import static dev.holdfast.core.health.Unit.BYTES;
import static dev.holdfast.core.health.Unit.COUNT;
import static dev.holdfast.core.health.Unit.PERCENT;
import static dev.holdfast.core.health.Unit.PER_MINUTE;
import static dev.holdfast.core.health.Unit.SECONDS;
import static dev.holdfast.core.health.Unit.TIMES;

import dev.holdfast.core.health.Unit;
import java.util.LinkedHashMap;
import java.util.Map;

/// The checks whose thresholds can be declared, with the units that they are declared in. The
/// checks themselves belong to the engines and to the practices; a test compares.
public final class CheckNames {
    /// In the order in which people read them.
    public static final Map<String, Unit> UNITS = units();

    private CheckNames() {}

    private static Map<String, Unit> units() {
        Map<String, Unit> units = new LinkedHashMap<>();
        units.put("probe", SECONDS);
        units.put("connections", PERCENT);
        units.put("idle-in-transaction", SECONDS);
        units.put("long-transaction", SECONDS);
        units.put("blocked", SECONDS);
        units.put("lock-table", PERCENT);
        units.put("deadlocks", PER_MINUTE);
        units.put("wal-directory", TIMES);
        units.put("archiving", SECONDS);
        units.put("archive-backlog", COUNT);
        units.put("replication-lag", SECONDS);
        units.put("replication-lag-bytes", BYTES);
        units.put("standbys", COUNT);
        units.put("standby-receiver", SECONDS);
        units.put("conflicts", PER_MINUTE);
        units.put("slots-retained", BYTES);
        units.put("slots-lost", COUNT);
        units.put("xid-age", PERCENT);
        units.put("multixact-age", PERCENT);
        units.put("multixact-members", PERCENT);
        units.put("prepared-transactions", SECONDS);
        units.put("xmin-horizon", COUNT);
        units.put("autovacuum-behind", TIMES);
        units.put("bloat", PERCENT);
        units.put("sequences", PERCENT);
        units.put("checksum-failures", COUNT);
        units.put("collations", COUNT);
        units.put("invalid-indexes", COUNT);
        units.put("unvalidated-constraints", COUNT);
        units.put("dangerous-settings", COUNT);
        units.put("pending-restart", COUNT);
        units.put("version", COUNT);
        units.put("settings", COUNT);
        units.put("extensions", COUNT);
        units.put("schema", COUNT);
        units.put("rows", PERCENT);
        units.put("statements", TIMES);
        units.put("disk-free", PERCENT);
        units.put("inodes-free", PERCENT);
        units.put("backup-age", SECONDS);
        units.put("proof-age", SECONDS);
        units.put("recovery-point", SECONDS);
        units.put("recovery-objective", COUNT);
        units.put("wal-gaps", COUNT);
        units.put("copies", COUNT);
        return units;
    }
}
