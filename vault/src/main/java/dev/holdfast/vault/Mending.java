package dev.holdfast.vault;

import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.operation.Workers;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.vault.pipeline.FrameCodec;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Finds what is damaged or missing in one copy of a vault, and mends it from others: identity and
/// keys, manifests, everything that they lead to, receipts.
///
/// Nothing is replaced unless a good copy of it was read and verified before; see [Mender].
public final class Mending {
    private static final int WORKERS = 4;

    private final Site site;
    private final GoodCopies others;
    private final boolean hashes;
    private final Progress progress;
    private final Tally tally = new Tally();
    private final Map<String, Expected> expected = new LinkedHashMap<>();
    private final Map<String, String> wrong = new ConcurrentHashMap<>();
    private final List<ManifestDocument> documents = new ArrayList<>();

    /// What is to be mended, and with what.
    ///
    /// @param deleting the same storage, opened with the credentials that delete
    /// @param key what every generation of wrapped keys that is copied must open with
    public record Site(
            Vault target,
            Storage deleting,
            VaultKey key,
            InstantSource clock,
            SecureRandom random) {}

    /// @param objects looked at
    /// @param bytes of them, as stored
    /// @param failure why it ended early
    public record Mended(
            long objects,
            long bytes,
            List<Fixed> mended,
            List<Unmended> unmended,
            Optional<Problem> failure) {
        public Mended {
            mended = List.copyOf(mended);
            unmended = List.copyOf(unmended);
        }
    }

    /// @param wrong what was wrong with it
    /// @param from the storage that the good one was taken from
    public record Fixed(String object, String wrong, String from, long bytes) {}

    /// @param why it was not mended
    /// @param snapshots that it takes with it
    public record Unmended(String object, String wrong, String why, List<String> snapshots) {
        public Unmended {
            snapshots = List.copyOf(snapshots);
        }
    }

    /// @param others copies of the same vault, in the order in which they are read
    /// @param hashes read every object and compare its hash; else only look for what is missing or
    ///   has another size
    public Mending(Site site, List<Vault> others, boolean hashes, Progress progress) {
        this.site = site;
        this.others = new GoodCopies(others);
        this.hashes = hashes;
        this.progress = progress;
    }

    public Mended run() throws InterruptedException {
        progress.step("look for damage in storage '%s'".formatted(name()));
        try (Trace trace = new Trace(all())) {
            mendPlainObjects(trace.codec());
            List<String> ids = new ArrayList<>(site.target().snapshotIds());
            ids.addAll(site.target().emptyIds());
            survey(ids, trace);
            compare(trace);
            mend();
            takeBackWhatIsNotEnough(trace);
            expected.putAll(new LogMending(site, others, tally, progress).run(hashes));
            return mended(new Losses(ids, trace).of(tally.notMended()), Optional.empty());
        } catch (HoldfastException e) {
            if (e.is(ProblemCode.OPERATION_CANCELLED)) {
                throw e;
            }
            return mended(List.of(), Optional.of(e.problem()));
        }
    }

    private List<Vault> all() {
        List<Vault> all = new ArrayList<>();
        all.add(site.target());
        all.addAll(others.sources());
        return all;
    }

    /// First, so that what comes next is found in a copy that opens.
    private void mendPlainObjects(FrameCodec codec) throws InterruptedException {
        Map<String, PlainObjects.Wrong> found =
                new PlainObjects(site.target(), others, site.key(), codec).wrong();
        found.values()
                .forEach(it -> {
                    expected.put(it.object().key(), it.object());
                    wrong.put(it.object().key(), it.what());
                });
        mend();
        expected.clear();
        wrong.clear();
    }

    /// Everything that the listed snapshots lead to, by whichever copy can read the way.
    private void survey(List<String> ids, Trace trace) throws InterruptedException {
        for (String id : ids) {
            Expected.Listed manifest = new Expected.Listed(id);
            expected.put(manifest.key(), manifest);
            Optional<ManifestDocument> document = trace.document(id);
            if (document.isPresent()) {
                documents.add(document.get());
                expected.putAll(trace.of(document.get()).objects());
            }
        }
        for (String key : site.target().receiptKeys()) {
            expected.put(key, new Expected.Receipt(key, site.target().publicKey()));
        }
    }

    private void compare(Trace trace) throws InterruptedException {
        progress.expect(bytes(expected.values()), Progress.Unit.BYTES);
        Held held = new Held(site.target().storage(), site.clock());
        held.watch(expected.values());
        held.list();
        List<String> gone =
                held.lacking(expected.values()).stream()
                        .map(Expected::key)
                        .filter(key -> ObjectKeys.nameOfPack(key).isPresent())
                        .toList();
        replaced(gone, trace).forEach(this::expectRemnants);
        List<Expected> listed =
                expected.values().stream().filter(object -> Held.isListed(object.key())).toList();
        held.lacking(listed).stream()
                .filter(object -> !(object instanceof Expected.Remnant))
                .forEach(object -> wrong.put(object.key(), Presence.MISSING));
        held.misfits(listed).forEach(object -> wrong.put(object.key(), "its size is another one"));
        List<Expected> unsure =
                expected.values().stream()
                        .filter(object -> !wrong.containsKey(object.key()))
                        .filter(object -> hashes || !Held.isListed(object.key()))
                        .toList();
        Workers.run(
                "compare",
                WORKERS,
                unsure,
                () ->
                        new Inspection(
                                site.target(),
                                site.target().objects().codec(),
                                wrong,
                                progress.done()));
    }

    /// Of packs that are gone here, those of which what is left is enough for every snapshot; with
    /// what is left of them.
    private Map<String, List<ObjectInfo>> replaced(List<String> gone, Trace trace)
            throws InterruptedException {
        Substitutes here = new Substitutes(site.target(), trace.codec());
        Map<String, List<ObjectInfo>> replaced = new LinkedHashMap<>();
        gone.forEach(key -> {
            List<ObjectInfo> left = here.remnantsOf(key);
            if (!left.isEmpty()) {
                replaced.put(key, left);
            }
        });
        for (ManifestDocument document :
                replaced.isEmpty() ? List.<ManifestDocument>of() : documents) {
            Set<String> used = new HashSet<>(trace.of(document).objects().keySet());
            used.retainAll(replaced.keySet());
            Set<String> enough = here.sufficing(document, all(), used).keySet();
            used.stream().filter(key -> !enough.contains(key)).forEach(replaced::remove);
        }
        return replaced;
    }

    private void expectRemnants(String packKey, List<ObjectInfo> left) {
        Optional<Expected> pack = Optional.ofNullable(expected.remove(packKey));
        pack.ifPresent(gone ->
                left.forEach(info -> expected.put(info.key(), new Expected.Remnant(info, gone))));
    }

    /// What was left of a pack elsewhere may be less than the snapshots here use.
    private void takeBackWhatIsNotEnough(Trace trace) throws InterruptedException {
        List<String> gone =
                tally.mended().stream()
                        .map(Fixed::object)
                        .filter(key -> ObjectKeys.nameOfPack(key).isPresent())
                        .filter(key -> site.target().storage().find(key).isEmpty())
                        .toList();
        Set<String> enough = replaced(gone, trace).keySet();
        gone.stream().filter(key -> !enough.contains(key)).forEach(tally::takeBack);
    }

    private void mend() throws InterruptedException {
        List<Mender.Task> tasks = new ArrayList<>();
        wrong.forEach((key, what) -> {
            Expected object = expected.get(key);
            if (object != null) {
                tasks.add(new Mender.Task(object, what));
            }
        });
        if (tasks.isEmpty()) {
            return;
        }
        progress.step("mend storage '%s'".formatted(name()));
        progress.expect(
                bytes(tasks.stream().map(Mender.Task::object).toList()), Progress.Unit.BYTES);
        Workers.run("mend", WORKERS, tasks, this::mender);
    }

    private Mender mender() {
        return new Mender(
                site.target(),
                site.deleting(),
                others,
                site.target().objects().codec(),
                tally,
                progress.done());
    }

    private Mended mended(List<Unmended> unmended, Optional<Problem> failure) {
        return new Mended(
                expected.size(), bytes(expected.values()), tally.mended(), unmended, failure);
    }

    private static long bytes(Collection<Expected> objects) {
        return objects.stream().mapToLong(Expected::sizeBytes).sum();
    }

    private String name() {
        return site.target().storage().name();
    }

    /// What became of each object.
    private static final class Tally implements Mender.Findings {
        private final List<Fixed> mended = new ArrayList<>();
        private final List<Mender.Task> tasks = new ArrayList<>();
        private final Map<Mender.Task, String> notMended = new LinkedHashMap<>();

        @Override
        public synchronized void mended(Mender.Task task, Vault from, long bytes) {
            tasks.add(task);
            mended.add(new Fixed(task.object().key(), task.wrong(), from.storage().name(), bytes));
        }

        @Override
        public synchronized void notMended(Mender.Task task, String why) {
            notMended.put(task, why);
        }

        synchronized void takeBack(String key) {
            mended.removeIf(fixed -> fixed.object().equals(key));
            tasks.stream()
                    .filter(task -> task.object().key().equals(key))
                    .forEach(task -> notMended.put(task, "no storage has enough of it"));
        }

        synchronized List<Fixed> mended() {
            return List.copyOf(mended);
        }

        synchronized Map<Mender.Task, String> notMended() {
            return new LinkedHashMap<>(notMended);
        }
    }
}
