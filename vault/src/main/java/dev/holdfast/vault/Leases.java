package dev.holdfast.vault;

import dev.holdfast.core.storage.ObjectInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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
        Set<String> formers = new HashSet<>();
        List<Instant> begins = new ArrayList<>();
        List<String> dead = new ArrayList<>();
        for (List<ObjectInfo> beats : byWriter(notes)) {
            boolean isRecent = Duration.between(newest(beats), now).compareTo(Grace.GRACE) < 0;
            if (isRecent && !hasEnded(beats)) {
                beats.forEach(beat -> former(notes, beat).ifPresent(formers::add));
                begins.add(beats.stream().map(ObjectInfo::created).min(Instant::compareTo).get());
            } else if (!isRecent) {
                beats.forEach(beat -> dead.add(beat.key()));
            }
        }
        Optional<Instant> first = begins.stream().min(Instant::compareTo);
        return new Leases(formers, first.map(begin -> begin.minus(Grace.GRACE)), dead);
    }

    /// Also of writers that may be dead, until their leases are deleted.
    static Set<String> formersOfUnended(Notes notes) {
        Set<String> formers = new HashSet<>();
        for (List<ObjectInfo> beats : byWriter(notes)) {
            if (!hasEnded(beats)) {
                beats.forEach(beat -> former(notes, beat).ifPresent(formers::add));
            }
        }
        return formers;
    }

    boolean protects(ObjectInfo info) {
        return since.filter(from -> !info.created().isBefore(from)).isPresent();
    }

    private static Collection<List<ObjectInfo>> byWriter(Notes notes) {
        Map<String, List<ObjectInfo>> writers = new TreeMap<>();
        for (ObjectInfo info : notes.list(ObjectKeys.RUNNING)) {
            String name = info.key().substring(0, Math.max(0, info.key().lastIndexOf('-')));
            writers.computeIfAbsent(name, _ -> new ArrayList<>()).add(info);
        }
        return writers.values();
    }

    private static boolean hasEnded(List<ObjectInfo> beats) {
        return beats.stream().anyMatch(beat -> beat.key().endsWith(END));
    }

    private static Instant newest(List<ObjectInfo> beats) {
        return beats.stream().map(ObjectInfo::created).max(Instant::compareTo).orElseThrow();
    }

    private static Optional<String> former(Notes notes, ObjectInfo beat) {
        return notes.read(beat.key(), Lease.Content.class).flatMap(Lease.Content::former);
    }
}
