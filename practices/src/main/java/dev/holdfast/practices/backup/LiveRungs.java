package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.LiveComparison;
import dev.holdfast.core.engine.LiveComparison.Judgement;
import dev.holdfast.core.engine.LiveComparison.Stand;
import dev.holdfast.core.engine.RunningServer;
import dev.holdfast.core.engine.RunningServer.VisibilityAudit;
import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Rungs 5 and 6: the copy beside the live server. Whatever keeps the live server from being asked
/// says nothing about the copy: the rung is not run then, with the reason.
final class LiveRungs {
    private static final int PAGES = 5;
    private static final int ROWS = 6;

    private final Stand stand;
    private final ServerFacts facts;
    private final Ladder ladder;
    private final Progress progress;
    private final Clock clock;

    /// @param stand up to where the copy was recovered
    LiveRungs(Stand stand, ServerFacts facts, Ladder ladder, Progress progress, Clock clock) {
        this.stand = stand;
        this.facts = facts;
        this.ladder = ladder;
        this.progress = progress;
        this.clock = clock;
    }

    /// Comes before everything else that is asked of the scratch server: reading changes pages.
    void climb(RunningServer server) throws InterruptedException {
        VisibilityAudit visibility = server.visibilityMaps(facts);
        try (LiveComparison comparison = server.compareWith(stand)) {
            progress.step("rung 5: compare the LSN of every page with the live server");
            judgePages(visibility, comparison);
            progress.step("rung 6: compare rows with the live server");
            judgeRows(comparison);
        } catch (HoldfastException e) {
            giveUp(visibility, e);
        }
    }

    private void judgePages(VisibilityAudit visibility, LiveComparison comparison)
            throws InterruptedException {
        Instant begun = clock.instant();
        judge(PAGES, with(visibility, comparison.pages(progress)), begun);
    }

    /// Visibility maps belong to the rung because LSNs say nothing about them.
    private static Judgement with(VisibilityAudit visibility, Judgement judgement) {
        List<String> damages = new ArrayList<>(judgement.damages());
        damages.addAll(visibility.damages());
        String maps = "; visibility maps agree on %,d".formatted(visibility.pages());
        return new Judgement(
                judgement.judged(),
                judgement.outOf(),
                judgement.figure() + (visibility.damages().isEmpty() ? maps : ""),
                damages);
    }

    private void judgeRows(LiveComparison comparison) throws InterruptedException {
        Instant begun = clock.instant();
        judge(ROWS, comparison.rows(progress), begun);
    }

    private void judge(int rung, Judgement judgement, Instant begun) {
        if (!judgement.damages().isEmpty()) {
            String damages = ProofRun.shown(judgement.damages());
            ladder.fail(rung, judgement.figure() + "; " + damages, secondsSince(begun));
        } else if (judgement.isEnough()) {
            ladder.pass(rung, judgement.figure(), secondsSince(begun));
        } else {
            ladder.notRun(rung, judgement.figure());
        }
    }

    private void giveUp(VisibilityAudit visibility, HoldfastException e) {
        if (e.is(ProblemCode.OPERATION_CANCELLED)) {
            throw e;
        }
        String reason = e.problem().message() + "; " + e.problem().hint();
        if (!ladder.isJudged(PAGES)) {
            judge(PAGES, with(visibility, Judgement.impossible(reason)), clock.instant());
        }
        ladder.notRun(ROWS, reason);
    }

    private double secondsSince(Instant begun) {
        return Duration.between(begun, clock.instant()).toMillis() / 1000.0;
    }
}
