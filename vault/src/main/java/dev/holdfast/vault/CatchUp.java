package dev.holdfast.vault;

import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.vault.pipeline.FrameCodec;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Brings one copy of a vault up to what others hold, object by object: no database is read.
///
/// The order is that of a backup: everything that a snapshot leads to first, its manifest last. So
/// whatever interrupts it, only whole snapshots are listed, and the next run goes on where this one
/// stopped: objects that are there are not copied again. Newest snapshots come first.
public final class CatchUp {
    public static final String LOG = "streamed log";

    private final Vault target;
    private GoodCopies sources;
    private final Held held;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Progress progress;
    private final List<String> brought = new ArrayList<>();
    private final List<Left> left = new ArrayList<>();
    private long objects;
    private long bytes;
    private long receipts;
    private long logObjects;

    /// What was brought, and what could not be.
    ///
    /// @param snapshots newest first
    /// @param bytes as stored, of the log too
    /// @param logObjects of the streamed log
    /// @param failure why it ended early
    public record Caught(
            List<String> snapshots,
            long objects,
            long bytes,
            long receipts,
            long logObjects,
            List<Left> left,
            Optional<Problem> failure) {
        public Caught {
            snapshots = List.copyOf(snapshots);
            left = List.copyOf(left);
        }
    }

    /// A snapshot that is still missing; or some of the streamed log, called [#LOG].
    public record Left(String snapshot, Problem problem) {}

    /// @param sources other copies of the same vault, in the order in which they are read
    /// @param clock of this machine; tells how old a listing is
    public CatchUp(
            Vault target,
            List<Vault> sources,
            InstantSource clock,
            SecureRandom random,
            Progress progress) {
        this.target = target;
        this.sources = new GoodCopies(sources);
        this.held = new Held(target.storage(), clock);
        this.clock = clock;
        this.random = random;
        this.progress = progress;
    }

    /// @param wanted which of the missing snapshots are to be brought
    public Caught run(Predicate<Manifest> wanted) throws InterruptedException {
        progress.step("compare storage '%s' with the others".formatted(name()));
        try {
            Set<String> ids = missing();
            try (Lease _ = Lease.begin(List.of(target), Optional.empty(), random);
                    Trace trace = new Trace(sources.sources())) {
                List<String> missing = wanted(ids, wanted, trace);
                plan(missing);
                bring(missing, trace);
                bringReceipts(trace.codec());
                bringLog();
            }
            return caught(Optional.empty());
        } catch (HoldfastException e) {
            if (e.is(ProblemCode.OPERATION_CANCELLED)) {
                throw e;
            }
            return caught(Optional.of(e.problem()));
        }
    }

    private Caught caught(Optional<Problem> failure) {
        return new Caught(brought, objects, bytes, receipts, logObjects, left, failure);
    }

    /// What is listed elsewhere and not here, newest first; what expired here is not brought back.
    /// A source that does not answer is left out, unless it is the only one.
    private Set<String> missing() {
        Set<String> ids = new TreeSet<>(Comparator.reverseOrder());
        List<Vault> answering = new ArrayList<>();
        for (Vault source : sources.sources()) {
            try {
                ids.addAll(source.snapshotIds());
                answering.add(source);
            } catch (HoldfastException e) {
                if (sources.sources().size() == 1 || e.is(ProblemCode.OPERATION_CANCELLED)) {
                    throw e;
                }
                progress.note(e.problem().message());
            }
        }
        sources = answering.isEmpty() ? sources : new GoodCopies(answering);
        target.storedIds().forEach(ids::remove);
        ids.removeAll(target.marks().tombstones().keySet());
        return ids;
    }

    /// Those of `ids` that are to be brought; what they lead to is watched from here on.
    private List<String> wanted(Set<String> ids, Predicate<Manifest> wanted, Trace trace)
            throws InterruptedException {
        List<String> chosen = new ArrayList<>();
        for (String id : ids) {
            Optional<ManifestDocument> document = trace.document(id);
            if (document.isEmpty()) {
                leave(
                        id,
                        Completion.nowhere(
                                "no storage has the manifest of snapshot %s whole".formatted(id)));
            } else if (wanted.test(document.get().manifest())) {
                held.watch(trace.of(document.get()).objects().values());
                chosen.add(id);
            }
        }
        return chosen;
    }

    private void plan(List<String> missing) {
        if (!missing.isEmpty()) {
            held.list();
        }
        progress.step("copy to storage '%s'".formatted(name()));
        progress.expect(held.lackingBytes(), Progress.Unit.BYTES);
    }

    private void bring(List<String> missing, Trace trace) throws InterruptedException {
        Completion completion = new Completion(target, sources, held, trace, progress);
        try {
            for (String id : missing) {
                bring(id, completion, trace);
            }
        } finally {
            objects += completion.objects();
            bytes += completion.bytes();
        }
    }

    private void bring(String id, Completion completion, Trace trace) throws InterruptedException {
        FrameCodec codec = trace.codec();
        Expected.Listed manifest = new Expected.Listed(id);
        try {
            byte[] stored = sources.fetch(codec, manifest).bytes();
            ManifestDocument document = manifest.document(codec, stored);
            Optional<Problem> obstacle = completion.complete(document);
            if (obstacle.isPresent()) {
                leave(id, obstacle.get());
            } else {
                new Publication(target, random, clock)
                        .publish(
                                id,
                                Reliance.on(completion.relied(document)),
                                () -> ObjectCopier.store(target, codec, manifest, stored));
                brought.add(id);
            }
        } catch (HoldfastException e) {
            if (!Snapshot.isDamage(e)) {
                throw e;
            }
            leave(id, e.problem());
        }
    }

    /// Of every snapshot that is listed here: a receipt is worth something wherever the snapshot
    /// is.
    private void bringReceipts(FrameCodec codec) {
        progress.step("copy receipts to storage '%s'".formatted(name()));
        Set<String> there = new HashSet<>(target.receiptKeys());
        Set<String> listed = new HashSet<>(target.snapshotIds());
        for (Vault source : sources.sources()) {
            for (String key : source.receiptKeys()) {
                if (ObjectKeys.snapshotOfProof(key).filter(listed::contains).isPresent()
                        && there.add(key)) {
                    bringReceipt(new Expected.Receipt(key, target.publicKey()), codec);
                }
            }
        }
    }

    private void bringReceipt(Expected receipt, FrameCodec codec) {
        try {
            ObjectCopier.store(target, codec, receipt, sources.fetch(codec, receipt).bytes());
            receipts++;
        } catch (HoldfastException e) {
            if (!Snapshot.isDamage(e)) {
                throw e;
            }
            progress.note("a receipt is left out: " + e.problem().message());
        }
    }

    private void bringLog() throws InterruptedException {
        LogCatchUp.Brought log = new LogCatchUp(target, sources, random, progress).run();
        logObjects = log.objects();
        bytes += log.bytes();
        log.left().ifPresent(problem -> leave(LOG, problem));
    }

    private void leave(String id, Problem problem) {
        left.add(new Left(id, problem));
    }

    private String name() {
        return target.storage().name();
    }
}
