package dev.holdfast.practices.backup.stream;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.WalSource.WalFollower;
import dev.holdfast.vault.StreamSealer.Sealed;
import dev.holdfast.vault.StreamSealer.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The newest stretch of one timeline of a server's log, for all storages at once. Bounded: when
/// the parts that some storage still needs fill [#MOST_PARTS], nothing more is taken from the
/// server, whose slot keeps the rest.
///
/// One thread appends ([WalFollower]); pumps take from it, each through a [Hold] of its own. The
/// bytes of a part are written once and may be read without the lock up to what was told.
final class Tail implements WalFollower {
    static final int MOST_PARTS = 4;

    private final int timeline;
    private final int partBytes;
    private final Echo echo;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Part> parts = new ArrayDeque<>();
    private final List<Hold> holds = new ArrayList<>();

    private Lsn end;
    private Lsn verified;
    private Lsn marked;
    private Lsn serverEnd;
    private Lsn stored = Lsn.ZERO;
    private Instant newest;
    private long transactions;
    private long changes;

    /// What was heard since the last [#verified]; only the appending thread sees it.
    private final List<Mark> heard = new ArrayList<>();

    private record Mark(Lsn end, Instant time, boolean foreign) {}

    /// A stretch of the log that becomes one object when it is full.
    static final class Part {
        private final Lsn from;
        private final byte[] content;
        private int length;
        private Instant newest;
        private @Nullable Sealed sealed;

        Part(Lsn from, int bytes, Instant newest) {
            this.from = from;
            this.content = new byte[bytes];
            this.newest = newest;
        }

        Lsn from() {
            return from;
        }

        Lsn to() {
            return from.plus(content.length);
        }

        boolean isFull() {
            return length == content.length;
        }
    }

    /// A stretch to be stored.
    ///
    /// @param whole whether it is all of a part, which every storage gets as the same object
    record Work(Part part, Stretch stretch, boolean whole) {
        byte[] content() {
            return part.content;
        }

        int offset() {
            return (int) (stretch.from().value() - part.from().value());
        }
    }

    /// What one storage has of the log.
    static final class Hold {
        private Lsn storedTo;
        private Instant storedTime = Instant.EPOCH;
        private boolean holding;

        private Hold(Lsn storedTo, boolean holding) {
            this.storedTo = storedTo;
            this.holding = holding;
        }
    }

    /// @param from the start of a segment
    /// @param newest the newest time that is known before it
    Tail(int timeline, Lsn from, int partBytes, Instant newest, Echo echo) {
        this.timeline = timeline;
        this.partBytes = partBytes;
        this.echo = echo;
        this.end = from;
        this.verified = from;
        this.marked = from;
        this.serverEnd = from;
        this.newest = newest;
    }

    // ---- what comes from the server

    @Override
    public boolean awaitRoom(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            while (isFull() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !isFull();
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        return parts.size() > MOST_PARTS;
    }

    @Override
    public void bytes(Lsn at, byte[] buffer, int offset, int length) {
        echo.compare(at, buffer, offset, length);
        lock.lock();
        try {
            int done = 0;
            while (done < length) {
                Part part = growing(at.plus(done));
                int count = Math.min(length - done, part.content.length - part.length);
                System.arraycopy(buffer, offset + done, part.content, part.length, count);
                part.length += count;
                done += count;
            }
            end = at.plus(length);
        } finally {
            lock.unlock();
        }
    }

    private Part growing(Lsn at) {
        Part last = parts.peekLast();
        if (last == null || last.isFull()) {
            last = new Part(at, partBytes, newest);
            parts.add(last);
        }
        return last;
    }

    @Override
    public void ended(Transaction transaction) {
        heard.add(new Mark(transaction.end(), transaction.time(), true));
    }

    @Override
    public void named(RestorePoint point) {
        heard.add(new Mark(point.end(), point.time(), true));
    }

    @Override
    public void beat(Heartbeat heartbeat) {
        heard.add(new Mark(heartbeat.end(), heartbeat.time(), false));
    }

    @Override
    public void verified(Lsn to) {
        lock.lock();
        try {
            verified = to;
            heard.forEach(this::mark);
            heard.clear();
            letGoOfStored();
            tellAll();
        } finally {
            lock.unlock();
        }
    }

    private void mark(Mark mark) {
        if (mark.time().isAfter(newest)) {
            newest = mark.time();
        }
        marked = mark.end();
        transactions += mark.foreign() ? 1 : 0;
        for (Part part : parts) {
            if (!part.to().isBefore(mark.end()) && newest.isAfter(part.newest)) {
                part.newest = newest;
            }
        }
    }

    @Override
    public void alive(Lsn serverEnd) {
        lock.lock();
        try {
            this.serverEnd = serverEnd;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Lsn stored() {
        lock.lock();
        try {
            return stored;
        } finally {
            lock.unlock();
        }
    }

    // ---- what goes to the storages

    /// A storage that has everything before `storedTo`.
    ///
    /// @param holding whether the tail waits for it; else it has to [#join] first
    Hold hold(Lsn storedTo, boolean holding) {
        lock.lock();
        try {
            Hold hold = new Hold(storedTo, holding);
            holds.add(hold);
            return hold;
        } finally {
            lock.unlock();
        }
    }

    /// Makes `hold` one that the tail waits for, when the tail still has what comes after
    /// `storedTo`.
    boolean join(Hold hold, Lsn storedTo) {
        lock.lock();
        try {
            Lsn oldest = parts.isEmpty() ? end : parts.getFirst().from();
            hold.storedTo = storedTo;
            hold.holding = !storedTo.isBefore(oldest);
            return hold.holding;
        } finally {
            lock.unlock();
        }
    }

    /// The tail waits for this storage no more.
    void letGo(Hold hold) {
        lock.lock();
        try {
            hold.holding = false;
            letGoOfStored();
            tellAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isHolding(Hold hold) {
        lock.lock();
        try {
            return hold.holding;
        } finally {
            lock.unlock();
        }
    }

    /// What to store next; a part of which only some is there is stored as far as it is verified.
    ///
    /// @param piece whether such a piece may be stored now
    /// @param force also when nothing was committed in it
    Optional<Work> next(Hold hold, boolean piece, boolean force) {
        lock.lock();
        try {
            for (Part part : parts) {
                if (!hold.storedTo.isBefore(part.from()) && hold.storedTo.isBefore(part.to())) {
                    return isReady(part)
                            ? Optional.of(whole(part))
                            : piece(hold, part, piece, force);
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// A record that crosses its end may be larger than what is kept: then it is verified later.
    private boolean isReady(Part part) {
        return part.isFull()
                && (!verified.isBefore(part.to())
                        || parts.stream()
                                .anyMatch(next ->
                                        next.isFull() && part.from().isBefore(next.from())));
    }

    private Work whole(Part part) {
        return new Work(part, new Stretch(timeline, part.from(), part.to(), part.newest), true);
    }

    private Optional<Work> piece(Hold hold, Part part, boolean piece, boolean force) {
        Lsn to = verified.isBefore(part.to()) ? verified : part.to();
        boolean wanted = force || (piece && hold.storedTo.isBefore(marked));
        if (!wanted || !hold.storedTo.isBefore(to)) {
            return Optional.empty();
        }
        Stretch stretch = new Stretch(timeline, hold.storedTo, to, part.newest);
        return Optional.of(new Work(part, stretch, false));
    }

    /// The object that a whole part becomes, made once for all storages.
    Sealed sealed(Part part, Supplier<Sealed> seal) {
        synchronized (part) {
            Sealed there = part.sealed;
            if (there == null) {
                there = seal.get();
                part.sealed = there;
            }
            return there;
        }
    }

    /// The storage has everything before the end of `stretch` now.
    void storedBy(Hold hold, Stretch stretch) {
        lock.lock();
        try {
            hold.storedTo = stretch.to();
            if (stretch.newest().isAfter(hold.storedTime)) {
                hold.storedTime = stretch.newest();
            }
            letGoOfStored();
            tellAll();
        } finally {
            lock.unlock();
        }
    }

    private void letGoOfStored() {
        Lsn least =
                holds.stream()
                        .filter(hold -> hold.holding)
                        .map(hold -> hold.storedTo)
                        .min(Lsn::compareTo)
                        .orElse(stored);
        if (stored.isBefore(least)) {
            stored = least;
        }
        while (!parts.isEmpty()
                && parts.getFirst().isFull()
                && !stored.isBefore(parts.getFirst().to())) {
            parts.removeFirst();
        }
    }

    private void tellAll() {
        changes++;
        changed.signalAll();
    }

    /// Waits until something has changed, or `atMost` is over.
    void await(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long seen = changes;
            long left = atMost.toNanos();
            while (seen == changes && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- for whoever shows it

    /// @param received everything before it has come
    /// @param newest the newest time in it
    /// @param full whether nothing more is taken because a storage does not keep up
    /// @param transactions heard of so far
    record State(
            Lsn received,
            Lsn serverEnd,
            Lsn stored,
            Instant newest,
            boolean full,
            long transactions) {}

    State state() {
        lock.lock();
        try {
            return new State(end, serverEnd, stored, newest, isFull(), transactions);
        } finally {
            lock.unlock();
        }
    }

    /// @param lagBytes what has come and is not stored here
    record HoldState(Lsn storedTo, Instant storedTime, long lagBytes, boolean holding) {}

    HoldState state(Hold hold) {
        lock.lock();
        try {
            long lag = Math.max(0, verified.value() - hold.storedTo.value());
            return new HoldState(hold.storedTo, hold.storedTime, lag, hold.holding);
        } finally {
            lock.unlock();
        }
    }

    void knownTime(Hold hold, Instant time) {
        lock.lock();
        try {
            hold.storedTime = time.isAfter(hold.storedTime) ? time : hold.storedTime;
        } finally {
            lock.unlock();
        }
    }
}
