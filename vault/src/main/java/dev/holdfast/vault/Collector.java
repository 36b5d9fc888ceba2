package dev.holdfast.vault;

import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.vault.pipeline.FrameCodec;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Collects the garbage of one storage: condemns what nothing leads to, and deletes what was
/// condemned longer than the grace ago and is still garbage. Each run does what is due; it can be
/// cut off anywhere. Several at once do not hurt each other.
public final class Collector {
    private final Vault vault;
    private final Thinning.Rule rule;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Progress progress;
    private final Condemned condemned;
    private final List<String> snapshots = new ArrayList<>();
    private long objects;
    private long bytes;
    private long waiting;
    private long waitingBytes;
    private long thinned;
    private long thinnedBytes;

    /// What was done, and what is left.
    ///
    /// @param snapshots whose manifests were deleted
    /// @param objects deleted, manifests not counted
    /// @param waiting objects that are condemned, and deleted by a later run
    /// @param thinned packs of which little was used and that have a remnant now
    /// @param thinnedBytes what that frees when the packs go
    /// @param stopped why it ended early
    public record Collected(
            List<String> snapshots,
            long objects,
            long bytes,
            long waiting,
            long waitingBytes,
            long thinned,
            long thinnedBytes,
            Optional<Problem> stopped) {
        public Collected {
            snapshots = List.copyOf(snapshots);
        }
    }

    /// @param vault opened with credentials that may delete
    /// @param clock of this machine
    public Collector(Vault vault, InstantSource clock, SecureRandom random, Progress progress) {
        this(vault, Thinning.Rule.STANDARD, clock, random, progress);
    }

    /// For tests, whose packs are small.
    Collector(
            Vault vault,
            Thinning.Rule rule,
            InstantSource clock,
            SecureRandom random,
            Progress progress) {
        this.rule = rule;
        this.vault = vault;
        this.clock = clock;
        this.random = random;
        this.progress = progress;
        this.condemned = new Condemned(new Notes(vault.objects()));
    }

    /// @param forgettable whether no other storage has a manifest of the snapshot any more: then
    ///   its tombstone may go
    /// @param withLog whether the streamed log that leads on from the snapshot is kept with it
    public Collected run(Predicate<String> forgettable, Predicate<String> withLog)
            throws InterruptedException {
        progress.step("collect garbage in storage '%s'".formatted(vault.storage().name()));
        try {
            collect(forgettable, withLog);
            return collected(Optional.empty());
        } catch (HoldfastException e) {
            if (e.is(ProblemCode.OPERATION_CANCELLED) && Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return collected(Optional.of(e.problem()));
        }
    }

    private Collected collected(Optional<Problem> stopped) {
        return new Collected(
                snapshots, objects, bytes, waiting, waitingBytes, thinned, thinnedBytes, stopped);
    }

    private void collect(Predicate<String> forgettable, Predicate<String> withLog)
            throws InterruptedException {
        Survey survey = Survey.of(vault, random);
        if (survey.kept().isEmpty()) {
            refuseToEmpty(survey);
            return;
        }
        try (FrameCodec codec = vault.objects().codec()) {
            StoredLog log = StoredLog.of(vault, ObjectKeys.STREAM);
            Garbage garbage = new Garbage(survey, log, condemned, codec);
            progress.step("follow what %d snapshots need".formatted(survey.kept().size()));
            Reach kept = reach(survey.kept(), withLog, codec);
            Reach undoable = reach(survey.undoable(), withLog, codec);
            progress.step("delete what is due in storage '%s'".formatted(vault.storage().name()));
            deleteManifests(survey);
            Thinning thinning =
                    new Thinning(
                            vault, survey, garbage::isCondemned, rule, codec, random, progress);
            Forms forms = thinning.look(kept);
            garbage.find(vault.storage(), kept, undoable, forms);
            delete(garbage);
            condemn(garbage);
            Thinner thinner = thinning.thin();
            thinned = thinner.packs();
            thinnedBytes = thinner.savedBytes();
        }
        new Tidying(vault, survey, sweep()).run(forgettable);
    }

    private void refuseToEmpty(Survey survey) {
        if (!survey.due().isEmpty() || !survey.undoable().isEmpty()) {
            throw new HoldfastException(
                    ProblemCode.TARGET_REFUSED,
                    "storage '%s' lists no snapshot any more; so nothing is deleted"
                            .formatted(vault.storage().name()),
                    "take one: holdfast backup run; or bring one back: holdfast backup expire --undo ID");
        }
    }

    private Reach reach(Iterable<String> ids, Predicate<String> withLog, FrameCodec codec)
            throws InterruptedException {
        Reach reach = new Reach(vault.objects(), codec);
        for (String id : ids) {
            Snapshot snapshot = vault.snapshot(id);
            reach.add(snapshot);
            if (withLog.test(id)) {
                reach.addLog(snapshot);
            }
        }
        return reach;
    }

    /// First of all: from here on nobody can take them for snapshots that are whole.
    private void deleteManifests(Survey survey) throws InterruptedException {
        Sweep sweep = sweep();
        for (String id : new TreeSet<>(survey.due())) {
            sweep.delete(ObjectKeys.snapshot(id));
            snapshots.add(id);
            List<String> receipts = new ArrayList<>();
            vault.storage().list(ObjectKeys.PROOFS + id + "/", info -> receipts.add(info.key()));
            for (String key : receipts) {
                sweep.delete(key);
            }
        }
    }

    /// While a condemnation is there, nothing is published that relies on what it names. Once
    /// somebody else has settled it, a list may have been created anew under its old name.
    private void delete(Garbage garbage) throws InterruptedException {
        Sweep sweep = sweep();
        if (!condemned.keys().containsAll(keys(garbage.settled()))) {
            progress.note("somebody else collects garbage there too; this run leaves it to them");
            return;
        }
        for (ObjectInfo info : garbage.toDelete()) {
            sweep.delete(info.key());
            objects++;
            bytes += info.sizeBytes();
        }
        for (ObjectInfo list : garbage.settled()) {
            sweep.delete(list.key());
        }
    }

    private void condemn(Garbage garbage) {
        List<String> keys = keys(garbage.toCondemn());
        for (int from = 0; from < keys.size(); from += Condemned.MOST_KEYS) {
            int to = Math.min(keys.size(), from + Condemned.MOST_KEYS);
            condemned.write(keys.subList(from, to), random);
        }
        waiting = garbage.pendingObjects() + keys.size();
        waitingBytes =
                garbage.pendingBytes()
                        + garbage.toCondemn().stream().mapToLong(ObjectInfo::sizeBytes).sum();
    }

    private static List<String> keys(List<ObjectInfo> objects) {
        return objects.stream().map(ObjectInfo::key).toList();
    }

    private Sweep sweep() {
        return new Sweep(vault.storage(), clock, progress);
    }
}
