package dev.holdfast.vault;

import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.operation.Workers;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Copies to one storage what snapshots lead to: packs, maps, lists and log; and of packs that are
/// gone elsewhere what is left of them. One thread at a time.
final class Completion {
    private static final int WORKERS = 4;

    /// How often it is looked whether all is there before a manifest is written.
    private static final int MOST_ROUNDS = 5;

    private final Vault target;
    private final GoodCopies sources;
    private final Held held;
    private final Trace trace;
    private final Progress progress;
    private final Set<String> onlyRemnants = ConcurrentHashMap.newKeySet();
    private long objects;
    private long bytes;

    Completion(Vault target, GoodCopies sources, Held held, Trace trace, Progress progress) {
        this.target = target;
        this.sources = sources;
        this.held = held;
        this.trace = trace;
        this.progress = progress;
    }

    long objects() {
        return objects;
    }

    /// As stored.
    long bytes() {
        return bytes;
    }

    /// Copies what is lacking until all is there, as a fresh listing says.
    ///
    /// @return why it cannot be
    Optional<Problem> complete(ManifestDocument document) throws InterruptedException {
        Trace.Led led = trace.of(document);
        if (!led.unreadable().isEmpty()) {
            return Optional.of(nowhere(led.unreadable().values().iterator().next()));
        }
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<Expected> misfits = held.misfits(led.objects().values());
            if (!misfits.isEmpty()) {
                return Optional.of(damaged(misfits.getFirst().key()));
            }
            List<Expected> lacking = new ArrayList<>(held.lacking(led.objects().values()));
            Set<String> replaced = remnants(lacking, document).keySet();
            lacking.removeIf(object -> replaced.contains(object.key()));
            if (lacking.isEmpty() && held.isTrusted()) {
                return Optional.empty();
            }
            Optional<Problem> notEnough = notEnough(lacking);
            if (notEnough.isPresent()) {
                return notEnough;
            }
            Optional<Problem> obstacle = copy(lacking);
            if (obstacle.isPresent()) {
                return obstacle;
            }
            if (!held.isTrusted()) {
                held.list();
            }
        }
        return Optional.of(
                new Problem(
                        ProblemCode.OBJECT_MISSING,
                        "storage '%s' loses objects while they are copied to it".formatted(name()),
                        "see who deletes there, then: holdfast vault sync " + name()));
    }

    /// Of packs that are gone everywhere, what was copied of them.
    private Optional<Problem> notEnough(List<Expected> lacking) {
        return lacking.stream()
                .map(Expected::key)
                .filter(onlyRemnants::contains)
                .findFirst()
                .map(key -> nowhere("what is left of %s is not enough".formatted(key)));
    }

    private Map<String, List<String>> remnants(List<Expected> lacking, ManifestDocument document) {
        List<String> packs =
                lacking.stream()
                        .map(Expected::key)
                        .filter(key -> ObjectKeys.nameOfPack(key).isPresent())
                        .toList();
        return packs.isEmpty()
                ? Map.of()
                : new Substitutes(target, trace.codec())
                        .sufficing(document, sources.sources(), packs);
    }

    /// What the snapshot needs here: where a pack is gone, its remnants.
    Set<String> relied(ManifestDocument document) throws InterruptedException {
        Trace.Led led = trace.of(document);
        Set<String> keys = new HashSet<>(led.objects().keySet());
        remnants(held.lacking(led.objects().values()), document)
                .forEach((pack, remnants) -> {
                    keys.remove(pack);
                    keys.addAll(remnants);
                });
        return keys;
    }

    private Optional<Problem> copy(List<Expected> lacking) throws InterruptedException {
        Map<String, HoldfastException> unavailable = new ConcurrentHashMap<>();
        long before = progress.done().sum();
        Workers.run(
                "copy",
                WORKERS,
                lacking,
                () ->
                        new ObjectCopier(
                                target,
                                sources,
                                target.objects().codec(),
                                unavailable,
                                onlyRemnants,
                                progress.done()));
        objects += lacking.size() - unavailable.size();
        bytes += progress.done().sum() - before;
        lacking.stream()
                .filter(object -> !unavailable.containsKey(object.key()))
                .filter(object -> !onlyRemnants.contains(object.key()))
                .forEach(object -> held.add(object.key(), Math.max(1, object.sizeBytes())));
        return unavailable.values().stream().findFirst().map(HoldfastException::problem);
    }

    static Problem nowhere(String what) {
        return new Problem(ProblemCode.OBJECT_DAMAGED, what, "holdfast vault check --hashes");
    }

    private Problem damaged(String key) {
        return new Problem(
                ProblemCode.OBJECT_DAMAGED,
                "storage '%s' holds a damaged object %s".formatted(name(), key),
                "holdfast vault heal %s, then: holdfast vault sync %s".formatted(name(), name()));
    }

    private String name() {
        return target.storage().name();
    }
}
