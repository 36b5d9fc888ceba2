package dev.holdfast.practices.branch;

import dev.holdfast.core.journal.Journal;
import dev.holdfast.core.journal.NewEntry;
import dev.holdfast.core.operation.Actor;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.practices.branch.Opening.AnotherProcess;
import dev.holdfast.practices.branch.Opening.WhenRefused;
import dev.holdfast.vault.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What the process of one branch does: opens it, tells whoever started it, and keeps it until its
/// time is over or the thread is interrupted.
///
/// A branch that breaks is stopped and gives its room back; its process stays to tell why, until it
/// is closed.
public final class BranchService {
    private static final Duration BEAT = Duration.ofSeconds(2);

    private final MomentFinder moments;
    private final Branches branches;
    private final Journal journal;
    private final InstantSource clock;

    public BranchService(
            MomentFinder moments, Branches branches, Journal journal, InstantSource clock) {
        this.moments = moments;
        this.branches = branches;
        this.journal = journal;
        this.clock = clock;
    }

    /// @param parent the process that started this one
    public void run(ServeBranch order, Parent parent) throws InterruptedException {
        try (Parent _ = parent) {
            serve(order, parent);
        } catch (AnotherProcess e) {
            parent.tell(new ServiceMessage.TryAnother(e.launcher()));
        } catch (HoldfastException e) {
            if (parent.isTold()) {
                throw e;
            }
            Problem problem = e.problem();
            parent.tell(
                    new ServiceMessage.Failed(
                            problem.code().name(), problem.message(), problem.hint()));
        }
    }

    private void serve(ServeBranch order, Parent parent) throws InterruptedException {
        Instant began = clock.instant();
        OpenBranch wanted = order.open();
        parent.step("find the moment");
        MomentFinder.Wish wish =
                new MomentFinder.Wish(wanted.database(), wanted.at(), wanted.storage());
        WhenRefused whenRefused =
                order.last() ? WhenRefused.COPY_ALL : WhenRefused.ASK_FOR_ANOTHER_PROCESS;
        try (BranchPoint point = moments.find(wish);
                RunningBranch branch = branches.open(point, wanted.name(), whenRefused, parent)) {
            BranchCard card = card(order, point, branch, began);
            BranchNotes notes = new BranchNotes(branches.space().directoryOf(wanted.name()));
            write(notes, card);
            parent.opened(card, branch.server().password());
            keep(card, branch, notes);
        }
    }

    private BranchCard card(
            ServeBranch order, BranchPoint point, RunningBranch branch, Instant began) {
        Manifest manifest = point.snapshot().manifest();
        Instant now = clock.instant();
        return new BranchCard(
                branch.name(),
                order.open().database(),
                point.copy().storage().name(),
                manifest.id(),
                point.moment(),
                branch.kind(),
                now,
                now.plus(order.ttl()),
                branch.server().url(point.database()),
                branch.server().version(),
                branch.server().recoveredTo().toString(),
                seconds(Duration.between(began, now)),
                seconds(branch.server().recoveryTime()),
                branch.server().lacking());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private void write(BranchNotes notes, BranchCard card) {
        try {
            notes.write(new BranchLife(clock.instant(), 0, Optional.empty()));
            notes.write(card);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keep(BranchCard card, RunningBranch branch, BranchNotes notes)
            throws InterruptedException {
        Optional<String> broken = Optional.empty();
        while (clock.instant().isBefore(card.ends())) {
            if (broken.isEmpty()) {
                broken = branch.trouble();
                broken.ifPresent(why -> giveUp(card, branch, why));
            }
            long used = broken.isPresent() ? 0 : branch.usedBytes();
            tell(notes, new BranchLife(clock.instant(), used, broken));
            boolean _ = new CountDownLatch(1).await(BEAT.toMillis(), TimeUnit.MILLISECONDS);
        }
        note(card, "branch close", "expired", "{}");
    }

    private void giveUp(BranchCard card, RunningBranch branch, String why) {
        branch.stop();
        note(card, "branch serve", "broken", ServiceMessage.json("why", why));
    }

    private void note(BranchCard card, String kind, String outcome, String details) {
        journal.append(
                new NewEntry(
                        clock.instant(),
                        Actor.current(),
                        kind,
                        card.name(),
                        Optional.empty(),
                        outcome,
                        details));
    }

    /// On a full disk nobody hears how it is doing, and it goes on.
    private static void tell(BranchNotes notes, BranchLife life) {
        try {
            notes.write(life);
        } catch (IOException e) {
            return;
        }
    }
}
