package dev.holdfast.engines.postgres.catalog;

import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.problem.Finding;
import dev.holdfast.core.problem.Finding.Severity;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.connect.Sql;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Finds what stands between this session's role and a snapshot, and says what the role could do.
/// The worst comes first; within one severity the order is the one of mending.
public final class SnapshotCheck {

    /// Tries what only an attempt can tell: takes the slot and gives it back.
    public interface Attempt {
        void run();
    }

    private final Session session;
    private final ServerFacts facts;
    private final RoleRights rights;
    private final ServerSettings settings;
    private final String role;
    private final List<Finding> findings = new ArrayList<>();

    /// @param facts the basics are enough
    public SnapshotCheck(Session session, ServerFacts facts) {
        this.session = session;
        this.facts = facts;
        rights = RoleRights.of(session, new SnapshotNeeds(facts.majorVersion()));
        settings = ServerSettings.of(session);
        role = Sql.identifier(rights.role());
    }

    public List<Finding> run(Attempt replication) {
        checkVersion();
        checkFunctions();
        checkReplication(replication);
        checkFullPageWrites();
        checkSettingsReadable();
        checkOutsideFiles();
        checkSummaries();
        checkChecksums();
        checkProofs();
        sayWhatTheRoleCanDo();
        return findings.stream()
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .toList();
    }

    private void checkVersion() {
        if (facts.majorVersion() < SnapshotNeeds.OLDEST_VERSION) {
            add(
                    Severity.ERROR,
                    "version-not-supported",
                    "PostgreSQL " + facts.version() + " is not supported",
                    "upgrade the server to version " + SnapshotNeeds.OLDEST_VERSION + " or later");
        }
    }

    private void checkFunctions() {
        for (String function : rights.missingFunctions()) {
            add(
                    Severity.ERROR,
                    "grant-missing",
                    "role "
                            + rights.role()
                            + " may not call "
                            + function
                            + " in database "
                            + session.database(),
                    SnapshotGrants.execute(function, role)
                            + " -- in database "
                            + session.database()
                            + ": this right holds in one database");
        }
    }

    private void checkReplication(Attempt attempt) {
        int before = findings.size();
        if (!rights.replication()) {
            add(
                    Severity.ERROR,
                    "replication-missing",
                    "role " + rights.role() + " may not receive WAL",
                    SnapshotGrants.replication(role));
        }
        if (settings.walLevel().equals("minimal")) {
            add(
                    Severity.ERROR,
                    "wal-level-minimal",
                    "wal_level is minimal: the WAL does not hold what a backup needs",
                    "ALTER SYSTEM SET wal_level = replica; -- then restart the server");
        }
        if (settings.maxWalSenders() == 0) {
            add(
                    Severity.ERROR,
                    "wal-senders-missing",
                    "max_wal_senders is 0",
                    "ALTER SYSTEM SET max_wal_senders = 10; -- then restart the server");
        }
        if (settings.freeSlots() <= 0) {
            add(
                    Severity.ERROR,
                    "replication-slots-exhausted",
                    "all replication slots are in use",
                    "ALTER SYSTEM SET max_replication_slots = 20; -- then restart the server; or"
                            + " drop a slot that nobody needs: SELECT slot_name, active FROM"
                            + " pg_replication_slots;");
        }
        if (findings.size() == before) {
            tryReplication(attempt);
        }
    }

    private void tryReplication(Attempt attempt) {
        try {
            attempt.run();
        } catch (HoldfastException e) {
            if (e.is(ProblemCode.OPERATION_CANCELLED)) {
                throw e;
            }
            // a snapshot that is running shows that it can be done
            if (!e.is(ProblemCode.SERVER_BUSY)) {
                add(
                        Severity.ERROR,
                        "replication-refused",
                        e.problem().message(),
                        e.problem().hint());
            }
        }
    }

    private void checkFullPageWrites() {
        if (!settings.fullPageWrites()) {
            add(
                    facts.standby() ? Severity.ERROR : Severity.WARNING,
                    "full-page-writes-off",
                    facts.standby()
                            ? "full_page_writes is off: a standby cannot be backed up"
                            : "full_page_writes is off: a crash of the server can tear pages",
                    "ALTER SYSTEM SET full_page_writes = on; SELECT pg_reload_conf();");
        }
    }

    private void checkSettingsReadable() {
        if (!rights.readsSettings()) {
            add(
                    Severity.WARNING,
                    "settings-not-readable",
                    "role "
                            + rights.role()
                            + " may not see where the server's configuration files are: those"
                            + " outside the data directory are not in snapshots",
                    SnapshotGrants.settings(role));
        }
    }

    private void checkOutsideFiles() {
        if (!rights.outsideFiles().isEmpty() && !rights.readsServerFiles()) {
            add(
                    Severity.WARNING,
                    "outside-files-not-readable",
                    "configuration outside the data directory is not in snapshots, because role "
                            + rights.role()
                            + " may not read "
                            + String.join(", ", rights.outsideFiles()),
                    SnapshotGrants.serverFiles(role));
        }
    }

    private void checkSummaries() {
        if (facts.majorVersion() < SnapshotNeeds.FIRST_WITH_SUMMARIES) {
            add(
                    Severity.NOTE,
                    "summaries-not-available",
                    "PostgreSQL "
                            + facts.majorVersion()
                            + " does not summarize its WAL: a snapshot reads the whole server,"
                            + " unless its log is streamed",
                    "stream it: holdfast serve; then a snapshot reads only what changed");
        } else if (!settings.summarizesWal()) {
            add(
                    Severity.WARNING,
                    "summarize-wal-off",
                    "summarize_wal is off: a snapshot reads the whole server, unless its log is"
                            + " streamed",
                    "ALTER SYSTEM SET summarize_wal = on; SELECT pg_reload_conf();");
        }
    }

    private void checkChecksums() {
        if (!facts.dataChecksums()) {
            add(
                    Severity.WARNING,
                    "data-checksums-off",
                    "data checksums are off: damage on the server's disk can get into snapshots"
                            + " unseen",
                    "stop the server, then: pg_checksums --enable -D DATA_DIRECTORY");
        }
    }

    private void checkProofs() {
        if (!rights.readsTables()) {
            add(
                    Severity.NOTE,
                    "tables-not-readable",
                    "role "
                            + rights.role()
                            + " may not read every table: proofs do not compare rows with this"
                            + " server (rung 6) and stay partial",
                    SnapshotGrants.tables(role));
        }
    }

    private void sayWhatTheRoleCanDo() {
        if (rights.superuser()) {
            add(
                    Severity.NOTE,
                    "role-is-superuser",
                    "role "
                            + rights.role()
                            + " is a superuser: whoever has its password owns the server",
                    "give backups a role of their own: backup: {user: holdfast_backup}");
        } else {
            add(
                    Severity.NOTE,
                    "role-reads-files",
                    rights.readsServerFiles()
                            ? "role "
                                    + rights.role()
                                    + " can read every file that the server can, on the whole"
                                    + " machine, password hashes included"
                            : "role "
                                    + rights.role()
                                    + " can read every file of the data directory, password hashes"
                                    + " included",
                    "keep its password as carefully as the superuser's");
        }
    }

    private void add(Severity severity, String code, String message, String remedy) {
        findings.add(new Finding(severity, code, session.label(), message, remedy));
    }
}
