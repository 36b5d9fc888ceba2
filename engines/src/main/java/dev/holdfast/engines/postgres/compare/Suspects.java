package dev.holdfast.engines.postgres.compare;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.compare.LiveRows.Answer;
import dev.holdfast.engines.postgres.compare.RowHashes.Hash;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Pages whose rows differ, though the live server's file has not changed them: either somebody did
/// since in memory, or a transaction that was open then has committed since, or the copy is wrong.
///
/// They are hashed once more on the live server, without the rows of transactions that may have
/// been open; then a checkpoint writes what was changed up to here. A page that is still as old as
/// the snapshot had these rows at its end, and the copy must have them.
final class Suspects {

    /// More are left unjudged.
    private static final int MOST_PAGES = 100_000;

    private final LiveSide live;
    private final ScratchSide scratch;
    private final LiveCheckpoint checkpoint;
    private final SettledPages settled;
    private final RowTally tally;
    private final String condition;
    private final Map<String, List<Stretch>> byDatabase = new HashMap<>();
    private int pages;

    Suspects(
            LiveSide live,
            ScratchSide scratch,
            LiveCheckpoint checkpoint,
            SettledPages settled,
            RowTally tally) {
        this.live = live;
        this.scratch = scratch;
        this.checkpoint = checkpoint;
        this.settled = settled;
        this.tally = tally;
        this.condition = RowHashes.settledBefore(scratch.openXid());
    }

    void add(Stretch stretch) {
        if (pages + stretch.count() > MOST_PAGES) {
            tally.changed(stretch.count());
            return;
        }
        pages += stretch.count();
        byDatabase.computeIfAbsent(stretch.database(), _ -> new ArrayList<>()).add(stretch);
    }

    void judge() throws SQLException, InterruptedException {
        if (byDatabase.isEmpty()) {
            return;
        }
        List<Expected> expected = new ArrayList<>();
        for (Map.Entry<String, List<Stretch>> entry : byDatabase.entrySet()) {
            expected.addAll(expected(entry.getKey(), entry.getValue()));
        }
        Optional<String> missing = checkpoint.reach(checkpoint.now());
        if (missing.isPresent()) {
            expected.forEach(each -> tally.changed(each.stretch().count()));
            tally.reason(missing.get());
            return;
        }
        for (Expected each : expected) {
            judge(each);
        }
    }

    private record Expected(Stretch stretch, Map<Integer, Hash> hashes) {}

    private List<Expected> expected(String database, List<Stretch> stretches)
            throws InterruptedException {
        List<Expected> found = new ArrayList<>();
        try (LiveRows rows = LiveRows.open(live, database)) {
            for (Stretch stretch : stretches) {
                if (rows.hashes(stretch, condition) instanceof Answer.Hashes(var hashes)) {
                    found.add(new Expected(stretch, hashes));
                } else {
                    tally.changed(stretch.count());
                }
            }
        } catch (HoldfastException e) {
            if (e.is(ProblemCode.OPERATION_CANCELLED)) {
                throw e;
            }
            tally.reason("database " + database + ": " + e.problem().message());
        }
        return found;
    }

    private void judge(Expected expected) throws SQLException, InterruptedException {
        Stretch stretch = expected.stretch();
        BitSet still = settled.among(stretch).settled();
        tally.changed(stretch.count() - still.cardinality());
        if (still.isEmpty()) {
            return;
        }
        Stretch rest = stretch.with(still);
        try (ScratchRows copy = new ScratchRows(scratch.sessions(), rest.database(), tally)) {
            copy.hashes(rest, condition)
                    .ifPresent(hashes -> compare(rest, expected.hashes(), hashes));
        }
    }

    private void compare(Stretch rest, Map<Integer, Hash> expected, Map<Integer, Hash> found) {
        BitSet wrong = new BitSet();
        rest.pages().stream()
                .filter(page -> !Objects.equals(expected.get(page), found.get(page)))
                .forEach(wrong::set);
        tally.changed(rest.count() - wrong.cardinality());
        if (!wrong.isEmpty()) {
            int more = wrong.cardinality() - 1;
            tally.damage(
                    "%s has other rows than on the live server%s"
                            .formatted(
                                    rest.place(wrong.nextSetBit(0)),
                                    more > 0 ? ", and %,d more pages".formatted(more) : ""));
        }
    }
}
