package dev.holdfast.vault;

import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.vault.pipeline.ByteReader;
import dev.holdfast.vault.pipeline.ContainerIndex;
import dev.holdfast.vault.pipeline.ContainerKind;
import dev.holdfast.vault.pipeline.DamagedData;
import dev.holdfast.vault.pipeline.Extents;
import dev.holdfast.vault.pipeline.FrameCodec;
import dev.holdfast.vault.pipeline.SectionCodec;
import dev.holdfast.vault.pipeline.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Reads where files lie: sections of maps, chained per file; and the indexes of the packs that
/// they lead to. Safe for many threads.
final class Sections {
    private static final int MAP_FRAMES_KEPT = 64;
    private static final int PACK_INDEXES_KEPT = 256;

    private final VaultObjects objects;
    private final int pageBytes;
    private final Map<StoredObject, MapHead> heads = new ConcurrentHashMap<>();
    private final Map<StoredObject, StoredObject> distinctPacks = new ConcurrentHashMap<>();
    private final Cache<FrameOfMap, byte[]> mapFrames = new Cache<>(MAP_FRAMES_KEPT);
    private final Cache<StoredObject, StoredPack> openPacks = new Cache<>(PACK_INDEXES_KEPT);

    private record MapHead(ContainerIndex index, StoredObject[] packs) {}

    private record FrameOfMap(StoredObject map, int frame) {}

    Sections(VaultObjects objects, int pageBytes) {
        this.objects = objects;
        this.pageBytes = pageBytes;
    }

    /// All sections of the file laid over each other, from 0 to its size.
    ///
    /// `SNAPSHOT_DAMAGED` when they leave a hole.
    Extents resolve(FrameCodec codec, StoredFile file) {
        Extents result = new Extents();
        for (SectionRef ref : file.chain()) {
            result = result.over(load(codec, ref, file.file().kind()), file.sizeBytes());
        }
        long hole = result.firstHole(0, file.sizeBytes());
        if (hole < file.sizeBytes()) {
            throw new HoldfastException(
                    ProblemCode.SNAPSHOT_DAMAGED,
                    "storage '%s': the snapshot has no content for %s from byte %d on"
                            .formatted(objects.storage().name(), file.path(), hole),
                    "restore another snapshot: holdfast backup list");
        }
        return result;
    }

    Extents load(FrameCodec codec, SectionRef ref, SourceFile.Kind kind) {
        MapHead head = head(codec, ref.map());
        byte[] frame = frame(codec, head, ref);
        return objects.decoding(
                ObjectKeys.map(ref.map().name()),
                () -> {
                    ByteReader source = new ByteReader(frame, ref.offset(), ref.length());
                    Extents extents = SectionCodec.decode(source, unit(kind), head.packs());
                    source.checkEnd();
                    return extents;
                });
    }

    int unit(SourceFile.Kind kind) {
        return kind == SourceFile.Kind.PAGED ? pageBytes : 1;
    }

    /// The packs that a map's sections refer to.
    List<StoredObject> packsOf(FrameCodec codec, StoredObject map) {
        return List.of(head(codec, map).packs());
    }

    StoredPack pack(FrameCodec codec, StoredObject pack) {
        Optional<StoredPack> kept = openPacks.find(pack);
        if (kept.isPresent()) {
            return kept.get();
        }
        StoredPack opened = StoredPack.open(objects, codec, pack);
        openPacks.put(pack, opened);
        return opened;
    }

    /// It is not where it was: [#pack] looks for it anew.
    void forget(StoredObject pack) {
        openPacks.remove(pack);
    }

    private MapHead head(FrameCodec codec, StoredObject map) {
        MapHead known = heads.get(map);
        if (known != null) {
            return known;
        }
        MapHead head = shared(head(objects, codec, map));
        heads.put(map, head);
        return head;
    }

    /// The packs that the sections of `map` refer to, without keeping anything.
    static StoredObject[] packTable(VaultObjects objects, FrameCodec codec, StoredObject map) {
        return head(objects, codec, map).packs();
    }

    private static MapHead head(VaultObjects objects, FrameCodec codec, StoredObject map) {
        String key = ObjectKeys.map(map.name());
        ContainerIndex index = objects.index(codec, ContainerKind.MAP, key, map.sizeBytes());
        byte[] table = frame(objects, codec, index, key, index.frames() - 1);
        return new MapHead(index, objects.decoding(key, () -> packTable(table)));
    }

    /// Many maps refer to the same packs: after a thousand incremental snapshots their tables would
    /// be most of the heap.
    private MapHead shared(MapHead head) {
        StoredObject[] packs = head.packs();
        for (int i = 0; i < packs.length; i++) {
            StoredObject known = packs[i];
            packs[i] = distinctPacks.computeIfAbsent(known, _ -> known);
        }
        return head;
    }

    static StoredObject[] packTable(byte[] table) {
        ByteReader source = new ByteReader(table, 0, table.length);
        List<StoredObject> packs = new ArrayList<>();
        int count = source.count(StoredObject.LEAST_BYTES);
        for (int i = 0; i < count; i++) {
            packs.add(StoredObject.read(source));
        }
        source.checkEnd();
        return packs.toArray(StoredObject[]::new);
    }

    private byte[] frame(FrameCodec codec, MapHead head, SectionRef ref) {
        FrameOfMap place = new FrameOfMap(ref.map(), ref.frame());
        Optional<byte[]> kept = mapFrames.find(place);
        if (kept.isPresent()) {
            return kept.get();
        }
        String key = ObjectKeys.map(ref.map().name());
        byte[] frame = frame(objects, codec, head.index(), key, ref.frame());
        mapFrames.put(place, frame);
        return frame;
    }

    private static byte[] frame(
            VaultObjects objects, FrameCodec codec, ContainerIndex index, String key, int frame) {
        try {
            index.checkFrame(frame);
            byte[] stored = objects.range(key, index.offset(frame), index.storedLength(frame));
            return index.decode(codec, frame, stored, 0);
        } catch (DamagedData e) {
            throw objects.damaged(key, e);
        }
    }
}
