package dev.holdfast.practices.backup;

import dev.holdfast.vault.Proof.Rung;
import dev.holdfast.vault.Proof.RungVerdict;
import dev.holdfast.vault.Proof.Verdict;
import java.util.ArrayList;
import java.util.List;

/// Collects the rungs of one proof, from cheap to complete, and judges them as a whole.
final class Ladder {
    /// The names of the rungs, by number.
    static final List<String> NAMES =
            List.of(
                    "objects",
                    "page checksums",
                    "WAL continuity",
                    "recovery",
                    "every value read",
                    "page-LSN audit",
                    "content fingerprints",
                    "assertions");

    private static final int LAST_NEEDED = 6;

    private final Rung[] rungs = new Rung[NAMES.size()];
    private boolean lacking;

    void pass(int rung, String figure, double seconds) {
        set(rung, RungVerdict.PASS, figure, seconds);
    }

    void fail(int rung, String figure, double seconds) {
        set(rung, RungVerdict.FAIL, figure, seconds);
    }

    void notRun(int rung, String reason) {
        set(rung, RungVerdict.NOT_RUN, reason, 0);
    }

    /// This machine lacks what the rung needs: nothing is said about the copy.
    void lack(int rung, String what) {
        lacking = true;
        notRun(rung, what);
    }

    private void set(int rung, RungVerdict verdict, String figure, double seconds) {
        rungs[rung] = new Rung(rung, NAMES.get(rung), verdict, figure, seconds);
    }

    boolean isJudged(int rung) {
        return rungs[rung] != null;
    }

    boolean hasFailed() {
        return any(RungVerdict.FAIL, rungs.length);
    }

    /// Every rung that was not reached gets `reason`.
    List<Rung> rungs(String reason) {
        List<Rung> all = new ArrayList<>();
        for (int i = 0; i < rungs.length; i++) {
            Rung rung = rungs[i];
            all.add(
                    rung != null
                            ? rung
                            : new Rung(i, NAMES.get(i), RungVerdict.NOT_RUN, reason, 0));
        }
        return all;
    }

    Verdict verdict() {
        if (hasFailed()) {
            return Verdict.FAILED;
        }
        if (lacking) {
            return Verdict.ENVIRONMENT;
        }
        for (int i = 0; i <= LAST_NEEDED; i++) {
            if (rungs[i] == null || rungs[i].verdict() != RungVerdict.PASS) {
                return Verdict.PARTIAL;
            }
        }
        return Verdict.PROVEN;
    }

    private boolean any(RungVerdict verdict, int end) {
        for (int i = 0; i < end; i++) {
            if (rungs[i] != null && rungs[i].verdict() == verdict) {
                return true;
            }
        }
        return false;
    }
}
