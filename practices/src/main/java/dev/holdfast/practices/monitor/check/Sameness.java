package dev.holdfast.practices.monitor.check;

import dev.holdfast.core.health.Check;
import dev.holdfast.core.health.Reading;
import dev.holdfast.core.metric.FactStore;
import dev.holdfast.core.metric.FactStore.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Says what differs from what was accepted. A difference is told for a day, or until somebody
/// acknowledges it; then it is what is expected.
final class Sameness {
    private static final Duration TOLD = Duration.ofDays(1);
    private static final int SHOWN = 3;
    private static final int LONGEST_TEXT = 40;

    private final String database;
    private final FactStore facts;
    private final Instant now;

    Sameness(String database, FactStore facts, Instant now) {
        this.database = database;
        this.facts = facts;
        this.now = now;
    }

    List<Judgement> judge(Check check, List<Reading> readings) {
        Map<String, String> current = new TreeMap<>();
        readings.forEach(reading -> current.put(reading.object(), reading.message()));
        Optional<Facts> accepted = facts.facts(database, check.name());
        if (accepted.isEmpty()) {
            facts.accept(database, check.name(), current);
            return List.of(Judgement.ok(0, "noted; compared from the next time on"));
        }
        List<String> differences = differences(accepted.get().texts(), current);
        if (differences.isEmpty()) {
            accepted.get()
                    .differentSince()
                    .ifPresent(_ -> facts.differ(database, check.name(), Optional.empty()));
            return List.of(Judgement.ok(0, "as it was"));
        }
        return changed(check, current, accepted.get(), differences);
    }

    private List<Judgement> changed(
            Check check, Map<String, String> current, Facts accepted, List<String> differences) {
        Instant since = accepted.differentSince().orElse(now);
        if (!since.plus(TOLD).isAfter(now)) {
            facts.accept(database, check.name(), current);
            return List.of(Judgement.ok(0, "accepted after a day: " + shown(differences)));
        }
        if (accepted.differentSince().isEmpty()) {
            facts.differ(database, check.name(), Optional.of(now));
        }
        return List.of(
                new Judgement(
                        check.limits().judge(differences.size()),
                        differences.size(),
                        shown(differences),
                        "planned: holdfast monitor ack %s %s; not planned: ask who did it"
                                .formatted(check.name(), database)));
    }

    private static List<String> differences(Map<String, String> before, Map<String, String> now) {
        TreeSet<String> objects = new TreeSet<>(before.keySet());
        objects.addAll(now.keySet());
        List<String> differences = new ArrayList<>();
        for (String object : objects) {
            Optional<String> old = Optional.ofNullable(before.get(object));
            Optional<String> current = Optional.ofNullable(now.get(object));
            if (!old.equals(current)) {
                differences.add(difference(object, old, current));
            }
        }
        return differences;
    }

    private static String difference(String object, Optional<String> old, Optional<String> now) {
        if (old.isEmpty()) {
            return object + " is new" + (isTold(now) ? ": " + now.get() : "");
        }
        if (now.isEmpty()) {
            return object + " is gone";
        }
        return isTold(old) && isTold(now)
                ? object + " was " + old.get() + ", is " + now.get()
                : object + " changed";
    }

    /// Hashes and long texts tell people nothing.
    private static boolean isTold(Optional<String> text) {
        return text.filter(it -> it.length() <= LONGEST_TEXT && !it.matches("[0-9a-f]{32}"))
                .isPresent();
    }

    private static String shown(List<String> differences) {
        String first =
                String.join("; ", differences.subList(0, Math.min(SHOWN, differences.size())));
        int more = differences.size() - SHOWN;
        return more > 0 ? first + "; and " + more + " more" : first;
    }
}
