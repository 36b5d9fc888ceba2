package dev.holdfast.practices.backup.moment;

import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.TimelineHistory.Leg;
import dev.holdfast.core.engine.WalForm;
import dev.holdfast.core.engine.WalReading;
import dev.holdfast.core.engine.WalVisitor;
import java.util.function.BooleanSupplier;

/// Reads the log of a reach record by record: the snapshot's own, then the streamed one, over all
/// timelines on the way.
final class LogScan {
    private final Engine engine;
    private final Reach reach;
    private final WalForm form;
    private final LogBytes bytes;

    LogScan(Engine engine, Past past, Reach reach) {
        this.engine = engine;
        this.reach = reach;
        this.form = WalForm.of(reach.snapshot().facts());
        this.bytes =
                new LogBytes(
                        past.log().vault().snapshot(reach.snapshot().id()),
                        past.log(),
                        past.parts());
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
        Lsn at = begin.segmentStart(form.segmentBytes());
        WalReading reading = engine.readWal(form, leg.timeline(), at, visitor);
        Lsn last = leg.to().isBefore(reach.end()) ? leg.to() : reach.end();
        bytes.feed(leg.timeline(), at, last, enough, reading);
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
        public boolean wantsRows() {
            return visitor.wantsRows();
        }

        @Override
        public void changed(RowChange change) {
            if (leg.holds(change.at())) {
                visitor.changed(change);
            }
        }

        @Override
        public void made(NewFile file) {
            if (leg.holds(file.at())) {
                visitor.made(file);
            }
        }

        @Override
        public void gone(GoneFiles files) {
            visitor.gone(files);
        }

        @Override
        public void composed(TransactionParts parts) {
            visitor.composed(parts);
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
