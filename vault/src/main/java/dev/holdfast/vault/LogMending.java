package dev.holdfast.vault;

import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.operation.Workers;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.vault.pipeline.FrameCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// Mends the streamed log of one copy from others: what its snapshots lead on to.
///
/// Whole segments are the same object in every copy; pieces are not. So a piece that is damaged is
/// mended by whatever objects of others hold its stretch, and deleted once they are there.
final class LogMending {
    private static final int WORKERS = 4;

    private final Mending.Site site;
    private final List<Vault> others;
    private final Mender.Findings findings;
    private final Progress progress;
    private final Map<String, Expected> looked = new LinkedHashMap<>();
    private final Map<String, String> wrong = new ConcurrentHashMap<>();

    LogMending(Mending.Site site, GoodCopies others, Mender.Findings findings, Progress progress) {
        this.site = site;
        this.others = others.sources();
        this.findings = findings;
        this.progress = progress;
    }

    /// @param read whether what is there is read; else only what is missing is found
    /// @return what was looked at, by key
    Map<String, Expected> run(boolean read) throws InterruptedException {
        LogNeeds needs = LogNeeds.of(site.target());
        progress.step("look for damage in the log of storage '%s'".formatted(name()));
        LogLack lack = new LogLack(site.target(), needs);
        List<Vault> answering = others.stream().filter(LogMending::answers).toList();
        mendNotes(new LogNotes(site.target(), needs.servers()), answering, read);
        lack.sound(wrong.keySet()).needed(needs).forEach(part -> look(new Expected.Log(part)));
        if (read) {
            inspect(looked.values().stream().toList());
        }
        List<StreamPart> lacking = lack.of(answering, wrong.keySet());
        lacking.forEach(part -> look(new Expected.Log(part)));
        mend(lacking.stream().map(this::task).toList(), answering);
        removeReplaced(lack, lacking);
        return looked;
    }

    private static boolean answers(Vault other) {
        try {
            other.storage().find(ObjectKeys.VAULT);
            return true;
        } catch (HoldfastException e) {
            if (e.is(ProblemCode.OPERATION_CANCELLED)) {
                throw e;
            }
            return false;
        }
    }

    private void mendNotes(LogNotes notes, List<Vault> answering, boolean read)
            throws InterruptedException {
        List<Expected> facts = notes.keys().stream().<Expected>map(Expected.Fact::new).toList();
        facts.forEach(this::look);
        if (read) {
            inspect(facts);
        }
        answering.forEach(other -> notes.bringHistories(other, site.random()));
        for (String key : notes.worthless(new TreeSet<>(wrong.keySet()))) {
            remove(key);
        }
    }

    private void look(Expected object) {
        looked.putIfAbsent(object.key(), object);
    }

    private void inspect(List<Expected> objects) throws InterruptedException {
        Workers.run(
                "compare",
                WORKERS,
                objects,
                () ->
                        new Inspection(
                                site.target(),
                                site.target().objects().codec(),
                                wrong,
                                progress.done()));
    }

    private Mender.Task task(StreamPart part) {
        String what = wrong.getOrDefault(part.key(), "it is missing");
        return new Mender.Task(new Expected.Log(part), what);
    }

    private void mend(List<Mender.Task> tasks, List<Vault> answering) throws InterruptedException {
        Workers.run(
                "mend",
                WORKERS,
                tasks,
                () ->
                        new Mender(
                                site.target(),
                                site.deleting(),
                                new GoodCopies(answering),
                                site.target().objects().codec(),
                                findings,
                                progress.done()));
    }

    /// What is damaged, and is held by other objects now, would only be in the way of readers.
    private void removeReplaced(LogLack lack, List<StreamPart> lacking) {
        List<String> mended = lacking.stream().map(StreamPart::key).toList();
        StoredLog sound = null;
        for (Map.Entry<String, String> damaged : new ArrayList<>(wrong.entrySet())) {
            Optional<StreamPart> part = StreamPart.parse(damaged.getKey(), 1);
            if (part.isPresent() && !mended.contains(damaged.getKey())) {
                sound = sound == null ? lack.sound(wrong.keySet()) : sound;
                if (sound.covers(part.get())) {
                    remove(damaged.getKey());
                } else {
                    findings.notMended(
                            new Mender.Task(new Expected.Log(part.get()), damaged.getValue()),
                            "no other storage has that log");
                }
            }
        }
    }

    /// Only what is still not right: somebody else may have mended it.
    private void remove(String key) {
        Expected object = looked.getOrDefault(key, new Expected.Fact(key));
        try (FrameCodec codec = site.target().objects().codec()) {
            if (Inspection.problem(site.target(), codec, object).isPresent()) {
                site.deleting().delete(key);
                String what = wrong.getOrDefault(key, "") + "; removed, others hold what it held";
                findings.mended(new Mender.Task(object, what), site.target(), 0);
            }
        }
    }

    private String name() {
        return site.target().storage().name();
    }
}
