package dev.holdfast.vault;

import dev.holdfast.core.storage.ObjectInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The writers that live, as one storage sees them.
///
/// @param formers snapshots whose objects they rely on
/// @param since nothing that was created from here on may be condemned or deleted
/// @param dead keys of leases that ended or lapsed long ago
record Leases(Set<String> formers, Optional<Instant> since, List<String> dead) {
    static final String END = "-end";

    Leases {
        formers = Set.copyOf(formers);
        dead = List.copyOf(dead);
    }

    static Leases read(Notes notes, Instant now) {
        Map<String, List<ObjectInfo>> writers = new TreeMap<>();
        for (ObjectInfo info : notes.list(ObjectKeys.RUNNING)) {
            String name = info.key().substring(0, Math.max(0, info.key().lastIndexOf('-')));
            writers.computeIfAbsent(name, _ -> new ArrayList<>()).add(info);
        }
        Set<String> formers = new HashSet<>();
        List<Instant> begins = new ArrayList<>();
        List<String> dead = new ArrayList<>();
        for (List<ObjectInfo> beats : writers.values()) {
            if (isLive(beats, now)) {
                beats.forEach(beat -> former(notes, beat).ifPresent(formers::add));
                begins.add(beats.stream().map(ObjectInfo::created).min(Instant::compareTo).get());
            } else if (Duration.between(newest(beats), now).compareTo(Grace.GRACE) >= 0) {
                beats.forEach(beat -> dead.add(beat.key()));
            }
        }
        Optional<Instant> first = begins.stream().min(Instant::compareTo);
        return new Leases(formers, first.map(begin -> begin.minus(Grace.GRACE)), dead);
    }

    boolean protects(ObjectInfo info) {
        return since.filter(from -> !info.created().isBefore(from)).isPresent();
    }

    private static boolean isLive(List<ObjectInfo> beats, Instant now) {
        boolean ended = beats.stream().anyMatch(beat -> beat.key().endsWith(END));
        return !ended && Duration.between(newest(beats), now).compareTo(Grace.GRACE) < 0;
    }

    private static Instant newest(List<ObjectInfo> beats) {
        return beats.stream().map(ObjectInfo::created).max(Instant::compareTo).orElseThrow();
    }

    private static Optional<String> former(Notes notes, ObjectInfo beat) {
        return notes.read(beat.key(), Lease.Content.class).flatMap(Lease.Content::former);
    }
}
