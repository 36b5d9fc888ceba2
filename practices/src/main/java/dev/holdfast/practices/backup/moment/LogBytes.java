package dev.holdfast.practices.backup.moment;

import dev.holdfast.core.engine.DamagedWal;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.PhysicalSource.WalSink;
import dev.holdfast.core.engine.WalReading;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.vault.Snapshot;
import dev.holdfast.vault.StreamPart;
import dev.holdfast.vault.StreamedWal;
import dev.holdfast.vault.WalPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The log that one copy holds from one snapshot on: the snapshot's own, and the streamed one.
public final class LogBytes {
    private final Snapshot snapshot;
    private final StreamedWal log;
    private final List<StreamPart> parts;

    /// One stored object of either kind.
    private record Stretch(Lsn from, Lsn to, Content content) {
        boolean holds(Lsn lsn) {
            return !lsn.isBefore(from) && lsn.isBefore(to);
        }
    }

    private interface Content {
        void read(WalSink sink) throws InterruptedException;
    }

    /// @param parts of `log`
    public LogBytes(Snapshot snapshot, StreamedWal log, List<StreamPart> parts) {
        this.snapshot = snapshot;
        this.log = log;
        this.parts = List.copyOf(parts);
    }

    /// How far the log of `timeline` goes on from `at` without a hole; `last` when that far.
    public Lsn reach(int timeline, Lsn at, Lsn last) {
        List<Stretch> stretches = stretches(timeline);
        Lsn end = at;
        Optional<Stretch> next = holding(stretches, at);
        while (next.isPresent() && end.isBefore(last)) {
            end = next.get().to();
            next = holding(stretches, end);
        }
        return end.isBefore(last) ? end : last;
    }

    /// Feeds `reading` with the log from `at` on up to `last`, or to the first hole, or, at an
    /// object's end, until `enough` says so. `OBJECT_DAMAGED` when it is not sound.
    public void feed(int timeline, Lsn at, Lsn last, BooleanSupplier enough, WalReading reading)
            throws InterruptedException {
        List<Stretch> stretches = stretches(timeline);
        Lsn from = at;
        Optional<Stretch> next = holding(stretches, from);
        while (next.isPresent() && from.isBefore(last) && !enough.getAsBoolean()) {
            feed(next.get(), from, last, reading);
            from = next.get().to();
            next = holding(stretches, from);
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
                            .formatted(log.vault().storage().name(), e.at(), e.getMessage()),
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
        for (StreamPart part : parts) {
            if (part.timeline() == timeline) {
                stretches.add(new Stretch(part.from(), part.to(), sink -> log.read(part, sink)));
            }
        }
        return stretches;
    }
}
