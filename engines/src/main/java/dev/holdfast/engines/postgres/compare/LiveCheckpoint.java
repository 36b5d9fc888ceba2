package dev.holdfast.engines.postgres.compare;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.engines.postgres.catalog.SnapshotNeeds;
import dev.holdfast.engines.postgres.connect.Connector;
import dev.holdfast.engines.postgres.connect.Session;
import dev.holdfast.engines.postgres.connect.Sql;
import java.util.Optional;

/// Makes sure that the live server's files hold everything up to an LSN: a checkpoint has begun
/// after it, and is complete.
///
/// @param fast whether it may write as fast as it can
record LiveCheckpoint(LiveSide live, boolean fast) {

    private static final String WORK = "waiting for a checkpoint";

    private static final String REDO = "SELECT redo_lsn FROM pg_control_checkpoint()";

    private static final String MAY_CHECKPOINT =
            """
            SELECT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
                OR EXISTS (SELECT FROM pg_roles WHERE rolname = 'pg_checkpoint'
                              AND pg_has_role(oid, 'USAGE'))
            """;

    /// @return why not, where it cannot be had
    Optional<String> reach(Lsn lsn) throws InterruptedException {
        if (!isReached(lsn)) {
            force();
        }
        if (isReached(lsn)) {
            return Optional.empty();
        }
        return Optional.of(
                "%s has written its files up to %s, not to %s%s"
                        .formatted(
                                live.session().label(),
                                redo(),
                                lsn,
                                live.facts().standby()
                                        ? ": a standby does so once its primary has made a"
                                                + " checkpoint (CHECKPOINT; there)"
                                        : ""));
    }

    /// Everything that anybody has seen on the live server up to now is before it.
    Lsn now() {
        return live.session()
                .one(
                        "asking for its position",
                        "SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()"
                                + " ELSE pg_current_wal_insert_lsn() END",
                        row -> Lsn.parse(row.getString(1)));
    }

    private boolean isReached(Lsn lsn) {
        return !redo().isBefore(lsn);
    }

    private Lsn redo() {
        return live.session().one(WORK, REDO, row -> Lsn.parse(row.getString(1)));
    }

    /// Whoever may start a backup may have a checkpoint, on every version: a start that is given up
    /// leaves nothing behind. It also ends a WAL segment, which the plain command does not.
    private void force() throws InterruptedException {
        boolean plain = fast && live.session().one(WORK, MAY_CHECKPOINT, row -> row.getBoolean(1));
        SnapshotNeeds needs = new SnapshotNeeds(live.facts().majorVersion());
        try (Session own = live.connector().at(live.session().host(), Connector.Kind.PATIENT)) {
            if (plain) {
                own.runInterruptibly(WORK, "CHECKPOINT");
            } else {
                own.runInterruptibly(
                        WORK,
                        "SELECT " + needs.startCall(Sql.literal("holdfast comparison"), fast));
            }
        }
    }
}
