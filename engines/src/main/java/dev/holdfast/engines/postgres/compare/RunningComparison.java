package dev.holdfast.engines.postgres.compare;

import dev.holdfast.core.engine.LiveComparison;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.engines.postgres.audit.Complaint;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// A comparison under way. It holds one connection to the live server, and opens one more for each
/// database and checkpoint.
public final class RunningComparison implements LiveComparison {

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
            KnownRelations known = KnownRelations.of(scratch.sessions());
            return new PageAudit(live, scratch, known, stop).run(progress);
        } catch (SQLException e) {
            return damaged("the list of databases", e);
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
