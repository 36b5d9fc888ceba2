package dev.holdfast.practices.backup.stream;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.TimelineHistory;
import dev.holdfast.core.engine.WalSource;
import dev.holdfast.core.engine.WalSource.Ending;
import dev.holdfast.core.engine.WalSource.Slot;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.vault.StreamGap;
import dev.holdfast.vault.StreamPart;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Follows one connection to a server until its timeline ends, the connection is lost, or the slot
/// has to be given up.
public final class StreamRun {
    private final StreamOrder order;
    private final WalSource source;
    private final WalSource.Origin origin;
    private final String historyText;
    private final TimelineHistory history;
    private final AtomicReference<@Nullable Flow> flow = new AtomicReference<>();

    /// How a run ended that did not fail.
    public sealed interface Outcome {
        /// The server left the timeline: begin again on the next one.
        record Switched(int timeline, Lsn at) implements Outcome {}

        /// The server kept too much for the stream: drop the slot, and begin again when storages
        /// take it.
        record GivenUp(Slot slot) implements Outcome {}

        /// A storage that could not be opened may be back: begin again with all of them.
        record Reopen() implements Outcome {}
    }

    public StreamRun(StreamOrder order, WalSource source) {
        this.order = order;
        this.source = source;
        this.origin = source.origin();
        this.historyText = source.timelineHistory(origin.timeline());
        this.history = TimelineHistory.parse(origin.timeline(), historyText);
    }

    /// @param reopen asked now and then: whether to end because a storage may be back
    public Outcome run(Reopening reopen) throws InterruptedException {
        Map<StreamTarget, List<StreamPart>> stored = list();
        Map<StreamTarget, Lsn> ends = new LinkedHashMap<>();
        stored.forEach((target, parts) ->
                Parts.end(history, parts).ifPresent(end -> ends.put(target, end)));
        // the log grows: asked after it was looked how much is stored
        refuseServerThatWasSetBack(ends, source.origin());
        Slot slot = source.makeSlot();
        List<StreamStart> choices =
                StreamStart.choices(history, origin.form(), ends.values(), slot.restart());
        for (StreamStart start : choices) {
            Optional<Outcome> outcome = follow(start, stored, ends, reopen);
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        throw new HoldfastException(
                ProblemCode.SERVER_UNSUITABLE,
                "'%s' has removed the WAL that its own slot %s should keep"
                        .formatted(order.label(), slot.name()),
                "look at max_slot_wal_keep_size and at pg_replication_slots on the server, then start again");
    }

    public interface Reopening {
        boolean isDue() throws InterruptedException;
    }

    /// Empty before the log flows.
    public Optional<StreamView> view() {
        return Optional.ofNullable(flow.get()).map(Flow::view);
    }

    /// A storage that cannot be listed takes part all the same: it is behind.
    private Map<StreamTarget, List<StreamPart>> list() {
        Map<StreamTarget, List<StreamPart>> stored = new LinkedHashMap<>();
        @Nullable HoldfastException last = null;
        for (StreamTarget target : order.targets()) {
            try {
                stored.put(target, target.copy().parts());
            } catch (HoldfastException e) {
                last = e;
            }
        }
        if (stored.isEmpty() && last != null) {
            throw new HoldfastException(last.problem(), last);
        }
        return stored;
    }

    /// On one timeline the log only grows. A standby may lag behind what its primary sent before.
    private void refuseServerThatWasSetBack(Map<StreamTarget, Lsn> ends, WalSource.Origin now) {
        Lsn begun = history.legs().getLast().from();
        ends.values().stream()
                .max(Comparator.naturalOrder())
                .filter(end -> !now.standby() && now.position().isBefore(end))
                .filter(begun::isBefore)
                .ifPresent(end -> {
                    throw new HoldfastException(
                            ProblemCode.SERVER_CHANGED,
                            "'%s' is at %s on timeline %d, and its WAL is stored up to %s: it was restored to an earlier state"
                                    .formatted(order.label(), now.position(), now.timeline(), end),
                            "give it a timeline of its own: stop it, create recovery.signal in its data directory, set restore_command = 'false' and start it; then take a snapshot and stream again");
                });
    }

    /// @return empty when the server has not got the log from there on
    private Optional<Outcome> follow(
            StreamStart start,
            Map<StreamTarget, List<StreamPart>> stored,
            Map<StreamTarget, Lsn> ends,
            Reopening reopen)
            throws InterruptedException {
        Instant newest =
                stored.values().stream()
                        .map(parts -> Parts.newest(parts, start.from()))
                        .max(Comparator.naturalOrder())
                        .orElse(Instant.EPOCH);
        int partBytes = StreamStart.partBytes(origin.form());
        Tail tail = new Tail(start.timeline(), start.from(), partBytes, newest, echo(start, ends));
        Flow running =
                new Flow(
                        order,
                        source,
                        tail,
                        start,
                        this::prepare,
                        (behind, ahead) -> catchUp(behind, ahead, start));
        for (StreamTarget target : order.targets()) {
            running.add(target, place(target, start, stored, ends), recoveryPoint(stored, target));
        }
        flow.set(running);
        start.lost().ifPresent(lost -> sayGap(lost, start));
        Ending ending = running.run(reopen);
        return switch (ending) {
            case Ending.Removed _ -> Optional.empty();
            case Ending.Switched(int next, Lsn at) -> Optional.of(new Outcome.Switched(next, at));
            case null -> Optional.of(running.outcome());
        };
    }

    private Lsn catchUp(StreamTarget behind, StreamTarget ahead, StreamStart start)
            throws InterruptedException {
        return new CatchUp(behind.copy(), ahead.copy(), history, origin.form().segmentBytes())
                .run(start.from());
    }

    private static Instant recoveryPoint(
            Map<StreamTarget, List<StreamPart>> stored, StreamTarget target) {
        return stored.getOrDefault(target, List.of()).stream()
                .map(StreamPart::newest)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    /// From where on `target` needs the log; empty when it is behind and has to be caught up.
    private static Optional<Lsn> place(
            StreamTarget target,
            StreamStart start,
            Map<StreamTarget, List<StreamPart>> stored,
            Map<StreamTarget, Lsn> ends) {
        if (!stored.containsKey(target)) {
            return Optional.empty();
        }
        if (start.lost().isPresent() || !ends.containsKey(target)) {
            return Optional.of(start.from());
        }
        boolean begun =
                stored.getOrDefault(target, List.of()).stream()
                        .anyMatch(part ->
                                part.timeline() == start.timeline()
                                        && start.from().isBefore(part.to()));
        // a timeline is stored from the start of its first segment on: the server reads it there
        return Optional.of(ends.get(target))
                .filter(end -> !end.isBefore(start.from()))
                .map(end -> begun ? end : start.from());
    }

    /// What is compared is the storage that has most of what the server sends again.
    private Echo echo(StreamStart start, Map<StreamTarget, Lsn> ends) throws InterruptedException {
        Optional<StreamTarget> most =
                ends.entrySet().stream()
                        .filter(end -> start.from().isBefore(end.getValue()))
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey);
        return most.isEmpty()
                ? Echo.none(start.from())
                : Echo.of(
                        order.label(),
                        most.get().copy(),
                        start.timeline(),
                        start.from(),
                        StreamStart.partBytes(origin.form()));
    }

    private void sayGap(Lsn lost, StreamStart start) {
        order.progress()
                .note(
                        "WAL from %s to %s was lost: the server has removed it; no moment between can be brought back. Take a snapshot now: holdfast backup run %s"
                                .formatted(lost, start.from(), order.label()));
    }

    /// What a storage must have before anything of this run: how to understand the timeline, and
    /// what is lost.
    private void prepare(StreamTarget target, StreamStart start) {
        target.copy().keepHistory(origin.timeline(), historyText, order.random());
        start.lost()
                .ifPresent(lost ->
                        target.copy()
                                .note(
                                        new StreamGap(
                                                start.timeline(),
                                                lost,
                                                start.from(),
                                                Parts.newest(target.copy().parts(), lost),
                                                order.clock().instant(),
                                                "the server had removed it before it was stored"),
                                        order.random()));
    }
}
