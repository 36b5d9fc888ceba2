package dev.holdfast.vault;

import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.vault.Verification.Damage;
import dev.holdfast.vault.pipeline.FrameCodec;
import dev.holdfast.vault.pipeline.StoredObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Rung 0 for one snapshot: follows manifest, lists, maps and packs down to the last object, then
/// compares each with what is stored, and last works out which files the damaged ones take with
/// them.
final class Verifier {
    private final Snapshot snapshot;
    private final FrameCodec codec;
    private final ObjectCheck check;
    private final boolean hashes;
    private final Progress progress;
    private final List<StoredFile> files = new ArrayList<>();
    private final Map<String, Needed> needed = new LinkedHashMap<>();
    private final Map<String, String> wrong = new LinkedHashMap<>();
    private final List<Damage> lists = new ArrayList<>();
    private final Set<String> replaced = new HashSet<>();

    /// @param check may have compared objects for other snapshots before
    Verifier(Snapshot snapshot, ObjectCheck check, boolean hashes, Progress progress) {
        this.snapshot = snapshot;
        this.check = check;
        this.codec = check.codec();
        this.hashes = hashes;
        this.progress = progress;
    }

    Verification run() throws InterruptedException {
        progress.step("check file lists and page maps");
        followLists();
        followMaps();
        snapshot.wal().forEach(part -> need(Needed.wal(part)));
        progress.step(hashes ? "read every object and compare its hash" : "check every object");
        wrong.putAll(Presence.wrong(snapshot.objects().storage(), needed.values()));
        Map<String, BadFrames> bad = compare();
        return new Verification(
                needed.size() + snapshot.lists().size() + 1L,
                needed.values().stream().mapToLong(Needed::sizeBytes).sum(),
                hashes,
                closed(damages(bad)));
    }

    /// Where nothing is damaged, what is left to be wrong are the maps themselves.
    private List<Damage> closed(List<Damage> damages) throws InterruptedException {
        if (!check.isDeep() || !damages.isEmpty()) {
            return damages;
        }
        progress.step("follow every page map to its frames");
        return new MapClosure(snapshot, codec).damages(files);
    }

    private void followLists() throws InterruptedException {
        for (ManifestDocument.ListRef ref : snapshot.lists()) {
            checkInterrupt();
            try {
                files.addAll(snapshot.readList(codec, ref));
            } catch (HoldfastException e) {
                if (!Snapshot.isDamage(e)) {
                    throw e;
                }
                lists.add(
                        new Damage(
                                ref.key(),
                                e.problem().message(),
                                List.of("all files of " + ref.where())));
            }
        }
    }

    private void followMaps() throws InterruptedException {
        Set<StoredObject> maps = new LinkedHashSet<>();
        files.forEach(file -> file.chain().forEach(ref -> maps.add(ref.map())));
        for (StoredObject map : maps) {
            checkInterrupt();
            need(Needed.map(map));
            try {
                snapshot.sections().packsOf(codec, map).forEach(pack -> need(Needed.pack(pack)));
            } catch (HoldfastException e) {
                if (!Snapshot.isDamage(e)) {
                    throw e;
                }
                wrong.put(ObjectKeys.map(map.name()), e.problem().message());
            }
        }
    }

    private void need(Needed object) {
        needed.putIfAbsent(object.key(), object);
    }

    /// Reads what is there, when hashes are wanted, and looks closer at what is not right.
    private Map<String, BadFrames> compare() throws InterruptedException {
        progress.expect(
                needed.values().stream().mapToLong(Needed::sizeBytes).sum(), Progress.Unit.BYTES);
        Map<String, BadFrames> bad = new LinkedHashMap<>();
        for (Needed object : needed.values()) {
            checkInterrupt();
            if (hashes && !wrong.containsKey(object.key())) {
                check.compare(object).ifPresent(what -> wrong.put(object.key(), what));
            }
            if (wrong.containsKey(object.key())) {
                bad.put(object.key(), badFrames(object));
            }
            progress.done().add(object.sizeBytes());
        }
        return bad;
    }

    /// Where a remnant stands in for a pack, it need not have more than is used.
    private BadFrames badFrames(Needed object) {
        if (Presence.MISSING.equals(wrong.get(object.key()))) {
            Optional<BadFrames> lacking = check.lackingInRemnants(object, hashes);
            if (lacking.isPresent()) {
                replaced.add(object.key());
                return lacking.get();
            }
        }
        return check.badFrames(object);
    }

    private List<Damage> damages(Map<String, BadFrames> bad) {
        Affected affected = new Affected(snapshot, codec, files);
        Map<String, List<String>> lines = affected.by(bad);
        List<Damage> damages = new ArrayList<>(lists);
        wrong.forEach((key, what) -> {
            List<String> taken = lines.getOrDefault(key, List.of());
            if (!replaced.contains(key)) {
                damages.add(new Damage(key, what, taken));
            } else if (!taken.isEmpty()) {
                damages.add(new Damage(key, what + ", and its remnants are not enough", taken));
            }
        });
        return damages;
    }

    private static void checkInterrupt() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
