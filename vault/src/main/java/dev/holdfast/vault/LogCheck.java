package dev.holdfast.vault;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.operation.Workers;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Looks for what is wrong with the streamed log that the snapshots of one copy lead on to.
record LogCheck(Vault vault, Progress progress) {
    private static final int WORKERS = 4;

    /// @param affected what it takes with it
    record Flaw(String object, String what, String affected) {}

    /// @param read whether everything is read; else holes are found, and what is empty
    List<Flaw> run(boolean read) throws InterruptedException {
        LogNeeds needs = LogNeeds.of(vault);
        List<StreamPart> needed = needed(needs);
        Map<String, Flaw> flaws = holes(needed);
        if (!flaws.isEmpty()) {
            // a stream that runs may have stored something behind where the listing was
            flaws.keySet().retainAll(holes(needed(needs)).keySet());
        }
        if (read) {
            read(needed, new LogNotes(vault, needs.servers()).keys(), flaws);
        }
        return List.copyOf(flaws.values());
    }

    /// By server, timeline and beginning, as their keys are sorted.
    private List<StreamPart> needed(LogNeeds needs) {
        return StoredLog.of(vault, ObjectKeys.STREAM).needed(needs).stream()
                .sorted(Comparator.comparing(StreamPart::key))
                .toList();
    }

    private Map<String, Flaw> holes(List<StreamPart> needed) {
        Map<String, Flaw> flaws = new TreeMap<>();
        StreamPart before = null;
        for (StreamPart part : needed) {
            hole(before, part, flaws);
            before = part;
        }
        return flaws;
    }

    /// A gap that was noted is no flaw of this copy.
    private void hole(@Nullable StreamPart before, StreamPart after, Map<String, Flaw> flaws) {
        if (before == null
                || !StoredLog.line(before).equals(StoredLog.line(after))
                || !before.to().isBefore(after.from())) {
            return;
        }
        String server = StoredLog.line(after).server();
        Lsn end = after.from();
        for (StreamGap gap : vault.streamedWal(server).gaps()) {
            if (gap.timeline() == after.timeline() && !gap.to().isBefore(end)) {
                end = gap.from().isBefore(end) ? gap.from() : end;
            }
        }
        if (before.to().isBefore(end)) {
            String object =
                    "%s%08X/%016X-%016X"
                            .formatted(
                                    ObjectKeys.server(ObjectKeys.STREAM, server),
                                    after.timeline(),
                                    before.to().value(),
                                    end.value());
            flaws.put(object, new Flaw(object, "it is missing", moments(before.to(), end)));
        }
    }

    private void read(List<StreamPart> parts, List<String> notes, Map<String, Flaw> flaws)
            throws InterruptedException {
        Map<String, String> wrong = new ConcurrentHashMap<>();
        inspect(parts.stream().<Expected>map(Expected.Log::new).toList(), wrong);
        for (StreamPart part : parts) {
            String what = wrong.get(part.key());
            if (what != null) {
                flaws.put(part.key(), new Flaw(part.key(), what, moments(part.from(), part.to())));
            }
        }
        wrong.clear();
        inspect(notes.stream().<Expected>map(Expected.Fact::new).toList(), wrong);
        wrong.forEach((key, what) -> flaws.put(key, new Flaw(key, what, "what it tells")));
    }

    private void inspect(List<Expected> objects, Map<String, String> wrong)
            throws InterruptedException {
        Workers.run(
                "check log",
                WORKERS,
                objects,
                () -> new Inspection(vault, vault.objects().codec(), wrong, progress.done()));
    }

    private static String moments(Lsn from, Lsn to) {
        return "moments from %s to %s, and all behind them up to the next snapshot"
                .formatted(from, to);
    }
}
