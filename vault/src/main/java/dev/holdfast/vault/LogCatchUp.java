package dev.holdfast.vault;

import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.operation.Workers;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Brings one copy the streamed log that its snapshots lead on to, object by object, from others.
final class LogCatchUp {
    private static final int WORKERS = 4;

    private final Vault target;
    private final GoodCopies sources;
    private final SecureRandom random;
    private final Progress progress;
    private final Map<String, HoldfastException> unavailable = new ConcurrentHashMap<>();

    /// @param left why some of it could not be brought, or may be deleted again
    record Brought(long objects, long bytes, Optional<Problem> left) {}

    LogCatchUp(Vault target, GoodCopies sources, SecureRandom random, Progress progress) {
        this.target = target;
        this.sources = sources;
        this.random = random;
        this.progress = progress;
    }

    Brought run() throws InterruptedException {
        LogNeeds needs = LogNeeds.of(target);
        LogNotes notes = new LogNotes(target, needs.servers());
        sources.sources().forEach(source -> notes.bringHistories(source, random));
        LogLack lack = new LogLack(target, needs);
        List<StreamPart> lacking = lack.of(sources.sources(), Set.of());
        long bytes = lacking.isEmpty() ? 0 : copy(lacking);
        StoredLog own = lack.sound(Set.of());
        sources.sources().forEach(source -> notes.bringGaps(source, own, random));
        return new Brought(
                lacking.size() - unavailable.size(),
                bytes,
                unavailable.values().stream()
                        .findFirst()
                        .map(HoldfastException::problem)
                        .or(() -> doomed(own.needed(needs))));
    }

    private long copy(List<StreamPart> lacking) throws InterruptedException {
        progress.step("copy log to storage '%s'".formatted(target.storage().name()));
        long before = progress.done().sum();
        progress.expect(
                lacking.stream().mapToLong(StreamPart::sizeBytes).sum(), Progress.Unit.BYTES);
        Workers.run(
                "copy",
                WORKERS,
                lacking.stream().<Expected>map(Expected.Log::new).toList(),
                () ->
                        new ObjectCopier(
                                target,
                                sources,
                                target.objects().codec(),
                                unavailable,
                                progress.done()));
        return progress.done().sum() - before;
    }

    /// Of what was condemned long ago, before a snapshot came that needs it, some may be deleted by
    /// somebody who has not seen that snapshot. The next run brings it again.
    private Optional<Problem> doomed(List<StreamPart> needed) {
        Condemned condemned = new Condemned(new Notes(target.objects()));
        if (condemned.all().isEmpty()) {
            return Optional.empty();
        }
        Set<String> keys = needed.stream().map(StreamPart::key).collect(Collectors.toSet());
        return condemned
                .firstIn(condemned.olderThan(Grace.COMMIT, condemned.notes().now(random)), keys)
                .map(key ->
                        new Problem(
                                ProblemCode.OBJECT_MISSING,
                                "storage '%s': %s, which its snapshots need now, may be about to be deleted"
                                        .formatted(target.storage().name(), key),
                                "in two hours, make sure of it: holdfast vault sync "
                                        + target.storage().name()));
    }
}
