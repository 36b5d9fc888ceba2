package dev.holdfast.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.SourceFile.Kind;
import dev.holdfast.core.engine.TimelineHistory;
import dev.holdfast.core.engine.TimelineHistory.Leg;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.testkit.FaultyStorage;
import dev.holdfast.testkit.MemoryStorage;
import dev.holdfast.testkit.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A server's log is streamed, promoted now and then, and snapshots are taken, expire and come
/// back, while two collect; some of it is cut off at a random call. After each step every listed
/// snapshot leads without a hole to the end of every timeline that it is on the way to.
final class LogSimulationTest {
    private static final long SEGMENT = Taking.FACTS.walSegmentBytes();
    private static final String SYSTEM = Taking.FACTS.systemIdentifier();

    private final AtomicReference<Instant> now = new AtomicReference<>(Taking.NOON);
    private final MemoryStorage storage = new MemoryStorage("onsite", now::get);
    private final FaultyStorage way = new FaultyStorage(storage);
    private final VaultKey key = VaultKey.random(Taking.RANDOM);
    private Vault vault = Vault.create(storage, key, Taking.NOON, Taking.RANDOM);
    private Taking taking = new Taking(List.of(vault), now::get);
    private Random random = new Random(0);

    private String history = "";
    private int timeline = 1;
    private Lsn end = new Lsn(SEGMENT);
    private final Map<Integer, Lsn> ends = new TreeMap<>(Map.of(1, end));

    @Test
    void noListedSnapshotLosesItsWindow() throws Exception {
        simulate(Seed.ofThisRun(), 150);
    }

    @Tag("full")
    @Test
    void noListedSnapshotEverLosesItsWindow() throws Exception {
        simulate(Seed.ofThisRun(), 6000);
    }

    private void simulate(long seed, int steps) throws Exception {
        random = new Random(seed);
        vault = Vault.unlock(way, key);
        taking = new Taking(List.of(vault), now::get);
        for (int step = 0; step < steps; step++) {
            String what = step();
            assertWindowsReach("seed %d, step %d: %s".formatted(seed, step, what));
        }
        assertGarbageGoes("seed " + seed);
    }

    private String step() throws Exception {
        return switch (random.nextInt(14)) {
            case 0, 1, 2, 3, 4 -> grow();
            case 5 -> promote();
            case 6, 7 -> snapshot();
            case 8 -> expire();
            case 9 -> undo();
            case 10, 11 -> collect();
            default -> pass(1 + random.nextInt(20));
        };
    }

    /// A piece; and the whole when it fills its segment.
    private String grow() {
        Lsn segment = end.segmentStart(SEGMENT);
        Lsn limit = segment.plus(SEGMENT);
        long room = limit.value() - end.value();
        long bytes = random.nextInt(3) == 0 ? room : 1 + random.nextInt((int) room);
        if (bytes < room || random.nextBoolean()) {
            store(end, end.plus(bytes));
        }
        if (bytes == room) {
            store(segment, limit);
        }
        end = end.plus(bytes);
        ends.put(timeline, end);
        return "grow to " + end;
    }

    private String promote() {
        history += "%d\t%s\tpromoted%n".formatted(timeline, end);
        timeline++;
        log().keepHistory(timeline, history, Taking.RANDOM);
        if (!end.equals(end.segmentStart(SEGMENT))) {
            store(end.segmentStart(SEGMENT), end);
        }
        ends.put(timeline, end);
        return "promote to %d at %s".formatted(timeline, end);
    }

    private void store(Lsn from, Lsn to) {
        try (StreamSealer sealer = new StreamSealer(vault, SYSTEM, Taking.RANDOM)) {
            StreamSealer.Stretch stretch = new StreamSealer.Stretch(timeline, from, to, now.get());
            int length = (int) (to.value() - from.value());
            log().store(sealer.seal(stretch, new byte[length], 0));
        }
    }

    private String snapshot() throws InterruptedException {
        Data data = new Data();
        data.put("base/5/1", Kind.PAGED, Data.pages(random, 1));
        taking.at(new Taking.Place(timeline, end, end));
        return "take " + taking.take(data, Optional.empty()).manifest().id();
    }

    private String expire() {
        List<String> ids = vault.snapshotIds();
        if (ids.size() < 2) {
            return "nothing";
        }
        String id = ids.get(random.nextInt(ids.size()));
        vault.marks().expire(id, "simulated", "me@here", Taking.RANDOM);
        return "expire " + id;
    }

    private String undo() {
        List<String> expired = new ArrayList<>(vault.marks().tombstones().keySet());
        if (expired.isEmpty()) {
            return "nothing";
        }
        String id = expired.get(random.nextInt(expired.size()));
        try {
            vault.marks().undoExpiry(id, "me@here", Taking.RANDOM);
            return "undo " + id;
        } catch (HoldfastException e) {
            assertThat(e.is(ProblemCode.TARGET_REFUSED)).isTrue();
            return "too late for " + id;
        }
    }

    private String collect() throws InterruptedException {
        if (random.nextInt(3) == 0) {
            way.failCall(1 + random.nextInt(80), random.nextBoolean());
        }
        Collector.Collected collected =
                new Collector(vault, now::get, Taking.RANDOM, Progress.silent())
                        .run(_ -> true, _ -> true);
        way.failNoMore();
        return "collect " + collected;
    }

    private String pass(int hours) {
        now.updateAndGet(before -> before.plus(Duration.ofHours(hours)));
        return "pass %d h".formatted(hours);
    }

    private StreamedWal log() {
        return vault.streamedWal(SYSTEM);
    }

    private void assertWindowsReach(String when) {
        List<StreamPart> parts = log().parts();
        for (String id : vault.snapshotIds()) {
            Manifest snapshot = vault.manifest(id);
            ends.forEach((number, last) -> {
                TimelineHistory way = log().history(number).orElseThrow();
                way.leg(snapshot.start().timeline())
                        .filter(leg -> !leg.to().isBefore(snapshot.stop().lsn()))
                        .ifPresent(_ ->
                                assertThat(reached(snapshot, way, parts))
                                        .as("%s; %s on timeline %d", when, id, number)
                                        .isEqualTo(last));
            });
        }
    }

    /// As a restore goes: on each timeline from the start of the segment in which it begins.
    private static Lsn reached(Manifest snapshot, TimelineHistory way, List<StreamPart> parts) {
        Lsn at = snapshot.stop().lsn();
        for (Leg leg : way.legs()) {
            if (leg.timeline() >= snapshot.start().timeline() && !at.isBefore(leg.from())) {
                boolean first = leg.timeline() == snapshot.start().timeline();
                Lsn begin = first ? at : leg.from().segmentStart(SEGMENT);
                Lsn reached = follow(begin, leg, parts);
                at = at.isBefore(reached) ? reached : at;
            }
        }
        return at;
    }

    private static Lsn follow(Lsn from, Leg leg, List<StreamPart> parts) {
        Lsn at = from;
        while (at.isBefore(leg.to())) {
            Lsn here = at;
            Optional<StreamPart> next =
                    parts.stream()
                            .filter(part -> part.timeline() == leg.timeline() && part.holds(here))
                            .max(Comparator.comparing(StreamPart::to));
            if (next.isEmpty()) {
                return at;
            }
            at = next.get().to();
        }
        return leg.to();
    }

    /// In the end nothing is left but what the snapshots need, and where each timeline ends.
    private void assertGarbageGoes(String when) throws Exception {
        snapshot();
        for (int day = 0; day < 5; day++) {
            pass(25);
            vault.snapshotIds().stream()
                    .filter(id -> !id.equals(vault.snapshotIds().getLast()))
                    .forEach(id -> vault.marks().expire(id, "end", "me@here", Taking.RANDOM));
            new Collector(vault, now::get, Taking.RANDOM, Progress.silent())
                    .run(_ -> true, _ -> true);
        }
        assertWindowsReach(when);
        Lsn stop = vault.manifest(vault.snapshotIds().getFirst()).stop().lsn();
        assertThat(log().parts())
                .as(when)
                .allMatch(part ->
                        part.to().equals(ends.get(part.timeline()))
                                || stop.isBefore(
                                        part.to().plus(-1).segmentStart(SEGMENT).plus(SEGMENT)));
    }
}
