package dev.holdfast.vault;

import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.vault.pipeline.DamagedData;
import dev.holdfast.vault.pipeline.FrameCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Looks for what is wrong in one storage's copy of a vault, and tells it object by object, however
/// many snapshots share the object. Changes nothing. One thread at a time.
public final class CopyCheck {
    private final Vault vault;
    private final Depth depth;
    private final Progress progress;
    private final Map<String, Finding> findings = new LinkedHashMap<>();

    public enum Depth {
        /// What is needed is there, with its size.
        LISTING,
        /// And every byte is the one that was stored.
        HASHES,
        /// And everything decrypts, unpacks and is what its name says, and every page map leads
        /// from each byte of each file to a frame that holds it.
        EVERYTHING
    }

    /// @param flaws one for each object
    /// @param extra what nothing leads to; empty when a damaged object hides what it leads to
    public record Checked(List<Flaw> flaws, Optional<Extra> extra) {
        public Checked {
            flaws = List.copyOf(flaws);
        }
    }

    /// @param snapshots that need the object, newest first
    /// @param affected what it takes with it, such as `base/5/16384 pages 16–31`; at most
    ///   [Verification.Damage#MOST_AFFECTED] lines, and one that says how many more
    public record Flaw(String object, String what, List<String> snapshots, List<String> affected) {
        public Flaw {
            snapshots = List.copyOf(snapshots);
            affected = List.copyOf(affected);
        }
    }

    /// Objects that no snapshot leads to: left behind by what was interrupted, or of a backup that
    /// runs now.
    public record Extra(long objects, long bytes) {}

    /// What is known of a flaw so far.
    private record Finding(String what, Set<String> snapshots, Set<String> affected) {}

    public CopyCheck(Vault vault, Depth depth, Progress progress) {
        this.vault = vault;
        this.depth = depth;
        this.progress = progress;
    }

    public Checked run() throws InterruptedException {
        checkKeys();
        for (String id : vault.emptyIds()) {
            find(ObjectKeys.snapshot(id), "it is empty", Optional.of(id), List.of());
        }
        try (FrameCodec codec = vault.objects().codec()) {
            ObjectCheck check = new ObjectCheck(vault.objects(), codec, depth == Depth.EVERYTHING);
            for (String id : vault.snapshotIds().reversed()) {
                Verification found = vault.verify(id, check, depth != Depth.LISTING, progress);
                for (Verification.Damage damage : found.damages()) {
                    find(damage.object(), damage.what(), Optional.of(id), damage.affected());
                }
            }
            checkReceipts(codec);
            checkLog();
            return new Checked(flaws(), extra(codec));
        }
    }

    /// Every generation must be whole, but for what a vault that was never finished left behind.
    private void checkKeys() {
        for (int generation : new VaultOpening(vault.storage()).generations()) {
            String key = ObjectKeys.keys(generation);
            try {
                KeyFile.parse(vault.objects().bytes(key), generation);
            } catch (DamagedData e) {
                find(key, e.what(), Optional.empty(), List.of());
            }
        }
    }

    private void checkReceipts(FrameCodec codec) {
        if (depth == Depth.LISTING) {
            return;
        }
        for (String key : vault.receiptKeys()) {
            Expected receipt = new Expected.Receipt(key, vault.publicKey());
            Inspection.problem(vault, codec, receipt)
                    .ifPresent(what -> find(key, what, Optional.empty(), List.of()));
        }
    }

    private void checkLog() throws InterruptedException {
        progress.step("check the log in storage '%s'".formatted(name()));
        new LogCheck(vault, progress)
                .run(depth != Depth.LISTING)
                .forEach(flaw ->
                        find(
                                flaw.object(),
                                flaw.what(),
                                Optional.empty(),
                                List.of(flaw.affected())));
    }

    private void find(String object, String what, Optional<String> id, List<String> affected) {
        Finding finding =
                findings.computeIfAbsent(
                        object,
                        _ -> new Finding(what, new LinkedHashSet<>(), new LinkedHashSet<>()));
        id.ifPresent(finding.snapshots()::add);
        if (finding.affected().size() < Verification.Damage.MOST_AFFECTED) {
            finding.affected().addAll(affected);
        }
    }

    private List<Flaw> flaws() {
        List<Flaw> flaws = new ArrayList<>();
        findings.forEach((object, finding) ->
                flaws.add(
                        new Flaw(
                                object,
                                finding.what(),
                                List.copyOf(finding.snapshots()),
                                List.copyOf(finding.affected()))));
        return flaws;
    }

    private Optional<Extra> extra(FrameCodec codec) throws InterruptedException {
        progress.step("look for what nothing leads to in storage '%s'".formatted(name()));
        Reach reach = new Reach(vault.objects(), codec);
        try {
            for (String id : vault.storedIds()) {
                reach.add(vault.snapshot(id));
            }
        } catch (HoldfastException e) {
            if (Snapshot.isDamage(e)) {
                return Optional.empty();
            }
            throw e;
        }
        long[] found = new long[2];
        for (String prefix : Held.PREFIXES) {
            vault.storage()
                    .list(
                            prefix,
                            info -> {
                                if (!reach.has(ObjectKeys.asReferredTo(info.key()))) {
                                    found[0]++;
                                    found[1] += info.sizeBytes();
                                }
                            });
        }
        return Optional.of(new Extra(found[0], found[1]));
    }

    private String name() {
        return vault.storage().name();
    }
}
