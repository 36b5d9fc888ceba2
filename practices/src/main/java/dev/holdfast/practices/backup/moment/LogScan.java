package dev.holdfast.practices.backup.moment;

import dev.holdfast.core.engine.DamagedWal;
import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.PhysicalSource.WalSink;
import dev.holdfast.core.engine.TimelineHistory.Leg;
import dev.holdfast.core.engine.WalForm;
import dev.holdfast.core.engine.WalReading;
import dev.holdfast.core.engine.WalVisitor;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.vault.Snapshot;
import dev.holdfast.vault.StreamPart;
import dev.holdfast.vault.WalPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Reads the log of a reach record by record: the snapshot's own, then the streamed one, over all
/// timelines on the way.
final class LogScan {
    private final Engine engine;
    private final Past past;
    private final Reach reach;
    private final WalForm form;
    private final Snapshot snapshot;

    /// One stored object of either kind.
    private record Stretch(Lsn from, Lsn to, Content content) {
        boolean holds(Lsn lsn) {
            return !lsn.isBefore(from) && lsn.isBefore(to);
        }
    }

    private interface Content {
        void read(WalSink sink) throws InterruptedException;
    }

    LogScan(Engine engine, Past past, Reach reach) {
        this.engine = engine;
        this.past = past;
        this.reach = reach;
        this.form = WalForm.of(reach.snapshot().facts());
        this.snapshot = past.log().vault().snapshot(reach.snapshot().id());
    }

    /// Tells `visitor` of every record from the beginning of the segment that holds `from` on; ends
    /// early, at an object's end, when `enough` says so.
    void run(Lsn from, WalVisitor visitor, BooleanSupplier enough) throws InterruptedException {
        for (Leg leg : reach.history().legs()) {
            boolean isOnTheWay = from.isBefore(leg.to()) && leg.from().isBefore(reach.end());
            boolean isAfterSnapshot = reach.snapshot().start().timeline() <= leg.timeline();
            if (isOnTheWay && isAfterSnapshot && !enough.getAsBoolean()) {
                Lsn begin = from.isBefore(leg.from()) ? leg.from() : from;
                scan(leg, begin, new OnLeg(leg, visitor), enough);
            }
        }
    }

    private void scan(Leg leg, Lsn begin, WalVisitor visitor, BooleanSupplier enough)
            throws InterruptedException {
        List<Stretch> stretches = stretches(leg.timeline());
        Lsn at = begin.segmentStart(form.segmentBytes());
        WalReading reading = engine.readWal(form, leg.timeline(), at, visitor);
        Lsn last = leg.to().isBefore(reach.end()) ? leg.to() : reach.end();
        Optional<Stretch> next = holding(stretches, at);
        while (next.isPresent() && at.isBefore(last) && !enough.getAsBoolean()) {
            feed(next.get(), at, last, reading);
            at = next.get().to();
            next = holding(stretches, at);
        }
    }

    private void feed(Stretch stretch, Lsn at, Lsn last, WalReading reading)
            throws InterruptedException {
        try {
            stretch.content()
                    .read((lsn, buffer, offset, length) -> {
                        Lsn begin = lsn.isBefore(at) ? at : lsn;
                        Lsn end = last.isBefore(lsn.plus(length)) ? last : lsn.plus(length);
                        if (begin.isBefore(end)) {
                            int skip = (int) (begin.value() - lsn.value());
                            int count = (int) (end.value() - begin.value());
                            reading.feed(begin, buffer, offset + skip, count);
                        }
                    });
        } catch (DamagedWal e) {
            throw new HoldfastException(
                    ProblemCode.OBJECT_DAMAGED,
                    "storage '%s': the WAL at %s is damaged: %s"
                            .formatted(past.storage(), e.at(), e.getMessage()),
                    "try another storage: --storage NAME",
                    e);
        }
    }

    private static Optional<Stretch> holding(List<Stretch> stretches, Lsn at) {
        return stretches.stream()
                .filter(stretch -> stretch.holds(at))
                .max(Comparator.comparing(Stretch::to));
    }

    private List<Stretch> stretches(int timeline) {
        List<Stretch> stretches = new ArrayList<>();
        for (WalPart part : snapshot.wal()) {
            if (part.timeline() == timeline) {
                stretches.add(
                        new Stretch(part.from(), part.to(), sink -> snapshot.readWal(part, sink)));
            }
        }
        for (StreamPart part : past.parts()) {
            if (part.timeline() == timeline) {
                stretches.add(
                        new Stretch(part.from(), part.to(), sink -> past.log().read(part, sink)));
            }
        }
        return stretches;
    }

    /// A timeline's first segment repeats what the one before it had: that was told already.
    private record OnLeg(Leg leg, WalVisitor visitor) implements WalVisitor {
        @Override
        public void record(Lsn at, Lsn end) {
            if (leg.holds(at)) {
                visitor.record(at, end);
            }
        }

        @Override
        public void ended(Transaction transaction) {
            if (leg.holds(transaction.at())) {
                visitor.ended(transaction);
            }
        }

        @Override
        public void named(RestorePoint point) {
            if (leg.holds(point.at())) {
                visitor.named(point);
            }
        }

        @Override
        public void beat(Heartbeat heartbeat) {
            if (leg.holds(heartbeat.at())) {
                visitor.beat(heartbeat);
            }
        }
    }
}
