package dev.holdfast.engines.postgres.compare;

import dev.holdfast.core.engine.LiveComparison;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.engines.postgres.audit.Complaint;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/// A comparison under way. It holds one connection to the live server, and opens one more for each
/// database and checkpoint.
public final class RunningComparison implements LiveComparison {

    private static final String HINTS = "SHOW wal_log_hints";

    private final LiveSide live;
    private final ScratchSide scratch;
    private final LiveCheckpoint checkpoint;
    private final Lsn stop;

    private RunningComparison(LiveSide live, ScratchSide scratch, Stand stand) {
        this.live = live;
        this.scratch = scratch;
        this.checkpoint = new LiveCheckpoint(live, stand.fastCheckpoint());
        this.stop =
                stand.stop().isBefore(scratch.recoveredTo()) ? stand.stop() : scratch.recoveredTo();
    }

    /// The caller closes it.
    public static RunningComparison begin(ScratchSide scratch, Stand stand) {
        return new RunningComparison(LiveSide.reach(stand), scratch, stand);
    }

    @Override
    public Judgement pages(Progress progress) throws InterruptedException {
        Optional<String> missing = checkpoint.reach(stop);
        if (missing.isPresent()) {
            return Judgement.impossible(missing.get());
        }
        try {
            if (logsHintsOtherwise()) {
                return Judgement.impossible(
                        "wal_log_hints is not on the live server what its configuration files say:"
                                + " LSNs move otherwise there");
            }
            KnownRelations known = KnownRelations.of(scratch.sessions());
            return new PageAudit(live, scratch, known, stop).run(progress);
        } catch (SQLException e) {
            return damaged("the list of databases", e);
        }
    }

    /// Without checksums this setting decides whether some records move a page's LSN. The scratch
    /// server has it from the files; the live server can have it from its command line.
    private boolean logsHintsOtherwise() throws SQLException {
        if (live.facts().dataChecksums()) {
            return false;
        }
        String there = live.session().one("reading a setting", HINTS, row -> row.getString(1));
        try (Connection connection = scratch.sessions().open("template1");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(HINTS)) {
            return !rows.next() || !rows.getString(1).equals(there);
        }
    }

    @Override
    public Judgement rows(Progress progress) throws InterruptedException {
        Optional<String> missing = checkpoint.reach(stop);
        if (missing.isPresent()) {
            return Judgement.impossible(missing.get());
        }
        try {
            return new RowAudit(live, scratch, checkpoint, stop).run(progress);
        } catch (SQLException e) {
            return damaged("the list of tables", e);
        }
    }

    private static Judgement damaged(String what, SQLException e) {
        String words = what + " cannot be read: " + Complaint.of(e).words();
        return new Judgement(0, 1, words, List.of(words));
    }

    @Override
    public void close() {
        live.close();
    }
}
