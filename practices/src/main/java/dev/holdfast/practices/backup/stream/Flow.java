package dev.holdfast.practices.backup.stream;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.WalSource;
import dev.holdfast.core.engine.WalSource.Ending;
import dev.holdfast.core.operation.Threads;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.practices.backup.stream.StreamRun.Outcome;
import dev.holdfast.practices.backup.stream.StreamRun.Reopening;
import dev.holdfast.practices.backup.stream.StreamView.StorageView;
import dev.holdfast.vault.StreamSealer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// The log on its way: one thread that follows the server, one for each storage, and the caller's,
/// which watches over them.
final class Flow {
    private static final Duration WATCH = Duration.ofMillis(500);
    private static final Duration LAST_PIECES = Duration.ofSeconds(10);

    private final StreamOrder order;
    private final WalSource source;
    private final Tail tail;
    private final StreamStart start;
    private final Preparation preparation;
    private final Pump.CatchUpFrom catchUp;
    private final List<Pump> pumps = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Laggards laggards;
    private final Pulse pulse;
    private final SlotWatch slotWatch;
    private volatile @Nullable Outcome outcome;
    private long shown;

    interface Preparation {
        void run(StreamTarget target, StreamStart start);
    }

    Flow(
            StreamOrder order,
            WalSource source,
            Tail tail,
            StreamStart start,
            Preparation preparation,
            Pump.CatchUpFrom catchUp) {
        this.order = order;
        this.source = source;
        this.tail = tail;
        this.start = start;
        this.preparation = preparation;
        this.catchUp = catchUp;
        this.laggards = new Laggards(tail, pumps, order);
        this.pulse = new Pulse(source, tail, order.clock());
        this.slotWatch = new SlotWatch(source, order);
    }

    /// @param storedTo empty when it has to be caught up first
    void add(StreamTarget target, Optional<Lsn> storedTo, Instant recoveryPoint) {
        Tail.Hold hold = tail.hold(storedTo.orElse(start.from()), storedTo.isPresent());
        tail.knownTime(hold, recoveryPoint);
        StreamSealer sealer =
                new StreamSealer(
                        target.copy().vault(), target.copy().systemIdentifier(), order.random());
        Pump.Surroundings around =
                new Pump.Surroundings(
                        order.clock(),
                        prepared -> preparation.run(prepared, start),
                        this::healthy,
                        catchUp);
        pumps.add(new Pump(target, tail, hold, sealer, around));
    }

    private Optional<StreamTarget> healthy() {
        return pumps.stream()
                .filter(pump -> tail.isHolding(pump.hold()) && pump.problem().isEmpty())
                .findFirst()
                .map(Pump::target);
    }

    /// @return null when it was ended from here: then [#outcome] says why
    @Nullable Ending run(Reopening reopen) throws InterruptedException {
        FutureTask<Ending> following =
                new FutureTask<>(() -> source.follow(start.from(), start.timeline(), tail));
        Thread follower = Thread.ofVirtual().name("wal-follow").unstarted(following);
        pumps.forEach(pump ->
                threads.add(
                        Thread.ofPlatform().name("wal-" + pump.target().name()).start(pump::run)));
        follower.start();
        try {
            while (!following.isDone() && outcome == null) {
                watch(reopen);
            }
            return outcome == null ? ending(following) : null;
        } finally {
            if (!following.isDone()) {
                source.close();
            }
            Threads.stop(List.of(follower));
            storeTheRest();
        }
    }

    private void watch(Reopening reopen) throws InterruptedException {
        tail.await(WATCH);
        laggards.look();
        pulse.beatWhenDue();
        slotWatch.look(tail.state()).ifPresent(slot -> outcome = new Outcome.GivenUp(slot));
        show();
        if (reopen.isDue()) {
            outcome = new Outcome.Reopen();
        }
    }

    private void show() {
        StreamView view = view();
        order.progress().done().add(view.receivedBytes() - shown);
        shown = view.receivedBytes();
        order.progress().status(new StatusLine(view, order.clock().instant()).text());
    }

    private static Ending ending(FutureTask<Ending> following) throws InterruptedException {
        try {
            return following.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case HoldfastException problem ->
                        throw new HoldfastException(problem.problem(), problem);
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    /// What has come and is verified is stored before a run ends, whatever ended it; not for ever.
    private void storeTheRest() {
        boolean interrupted = Thread.interrupted();
        pumps.forEach(Pump::finish);
        Instant until = order.clock().instant().plus(LAST_PIECES);
        for (Thread thread : threads) {
            Duration left = Duration.between(order.clock().instant(), until);
            try {
                thread.join(left.isPositive() ? left : Duration.ofMillis(1));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        Threads.stop(threads);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    Outcome outcome() {
        Outcome ended = outcome;
        if (ended == null) {
            throw new IllegalStateException("the run has not ended");
        }
        return ended;
    }

    StreamView view() {
        Tail.State state = tail.state();
        return new StreamView(
                start.timeline(),
                state.received(),
                state.newest(),
                state.received().value() - start.from().value(),
                pumps.stream().map(pump -> view(pump, state)).toList());
    }

    private StorageView view(Pump pump, Tail.State state) {
        Tail.HoldState hold = tail.state(pump.hold());
        return new StorageView(
                pump.target().name(),
                hold.storedTo(),
                hold.storedTime(),
                hold.holding() && !hold.storedTime().isBefore(state.newest()),
                !hold.holding(),
                hold.lagBytes(),
                pump.problem().map(problem -> problem.message()));
    }
}
