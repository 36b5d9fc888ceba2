package dev.holdfast.vault;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.vault.pipeline.FrameCodec;
import dev.holdfast.vault.pipeline.StoredObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Follows snapshots down to the last object they lead to, through whichever copy can read the way.
/// Lists and maps that several snapshots share are read once. One thread at a time.
final class Trace implements AutoCloseable {
    private final GoodCopies copies;
    private final FrameCodec codec;
    private final Map<StoredObject, StoredObject> known = new HashMap<>();
    private final Map<String, List<StoredObject>> mapsOfLists = new HashMap<>();
    private final Map<StoredObject, List<StoredObject>> packsOfMaps = new HashMap<>();
    private final Map<String, String> unreadable = new LinkedHashMap<>();

    /// @param objects all but the manifest, by key
    /// @param unreadable lists and maps that no copy can read, with what is wrong: what they lead
    ///   to is not among the objects
    record Led(Map<String, Expected> objects, Map<String, String> unreadable) {}

    /// @param copies the way is read from the first of them that can
    Trace(List<Vault> copies) {
        this.copies = new GoodCopies(copies);
        this.codec = copies.getFirst().objects().codec();
    }

    FrameCodec codec() {
        return codec;
    }

    /// The manifest of a snapshot; empty when no copy has it whole.
    Optional<ManifestDocument> document(String snapshotId) {
        return copies.document(codec, snapshotId);
    }

    Led of(ManifestDocument document) throws InterruptedException {
        Map<String, Expected> objects = new LinkedHashMap<>();
        Map<String, String> wrong = new LinkedHashMap<>();
        Set<StoredObject> maps = new LinkedHashSet<>();
        for (ManifestDocument.ListRef ref : document.lists()) {
            checkInterrupt();
            Expected.FileList list = new Expected.FileList(ref.key(), ref.name());
            objects.put(ref.key(), list);
            maps.addAll(follow(mapsOfLists, ref.name(), ref.key(), wrong, () -> mapsOf(list)));
        }
        for (StoredObject map : maps) {
            checkInterrupt();
            Needed needed = Needed.map(map);
            add(needed, objects);
            follow(packsOfMaps, map, needed.key(), wrong, () -> packsOf(map))
                    .forEach(pack -> add(Needed.pack(pack), objects));
        }
        document.wal().forEach(part -> add(Needed.wal(part), objects));
        return new Led(objects, wrong);
    }

    private <K> List<StoredObject> follow(
            Map<K, List<StoredObject>> followed,
            K from,
            String key,
            Map<String, String> wrong,
            Supplier<List<StoredObject>> read) {
        List<StoredObject> there = followed.get(from);
        if (there == null) {
            try {
                there = read.get();
            } catch (HoldfastException e) {
                if (!Snapshot.isDamage(e)) {
                    throw e;
                }
                unreadable.put(key, e.problem().message());
                there = List.of();
            }
            followed.put(from, there);
        }
        if (unreadable.containsKey(key)) {
            wrong.put(key, unreadable.getOrDefault(key, ""));
        }
        return there;
    }

    private List<StoredObject> mapsOf(Expected.FileList list) {
        byte[] content = list.content(codec, copies.fetch(codec, list).bytes());
        Set<StoredObject> maps = new LinkedHashSet<>();
        for (StoredFile file : ListCodec.decode("", content)) {
            file.chain().forEach(section -> maps.add(section.map()));
        }
        return shared(maps);
    }

    /// Read from the map's end, which is authenticated: no need to read all of it.
    private List<StoredObject> packsOf(StoredObject map) {
        List<HoldfastException> failures = new ArrayList<>();
        for (Vault copy : copies.sources()) {
            try {
                return shared(List.of(Sections.packTable(copy.objects(), codec, map)));
            } catch (HoldfastException e) {
                failures.add(e);
            }
        }
        throw failures.stream()
                .filter(e -> !Snapshot.isDamage(e))
                .findFirst()
                .orElseGet(failures::getFirst);
    }

    private List<StoredObject> shared(Collection<StoredObject> objects) {
        return objects.stream()
                .map(object -> known.computeIfAbsent(object, first -> first))
                .toList();
    }

    private static void add(Needed needed, Map<String, Expected> objects) {
        objects.putIfAbsent(needed.key(), new Expected.Content(needed));
    }

    private static void checkInterrupt() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    @Override
    public void close() {
        codec.close();
    }
}
