package dev.holdfast.vault;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.vault.ManifestDocument.ListRef;
import dev.holdfast.vault.pipeline.ContainerKind;
import dev.holdfast.vault.pipeline.FrameCodec;
import dev.holdfast.vault.pipeline.Name;
import dev.holdfast.vault.pipeline.SealedObject;
import dev.holdfast.vault.pipeline.Secrets;
import dev.holdfast.vault.pipeline.StoredObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The end of a snapshot: file lists, then in each storage a look whether all is there, then its
/// manifest, which makes it a snapshot.
///
/// @param tables the packs that each new map refers to
record Commit(
        Optional<Snapshot> former,
        Optional<Lost> lost,
        Uploads uploads,
        Map<StoredObject, List<StoredObject>> tables,
        WriterSettings settings,
        Secrets secrets) {

    /// @param files of the snapshot, in any order
    Committed run(Manifest.Draft draft, List<StoredFile> files, List<WalPart> wal, FrameCodec codec)
            throws InterruptedException {
        List<ListRef> lists = writeLists(files, codec);
        uploads.awaitIdle();
        Collection<Needed> needed = needed(files, wal, codec);
        Manifest manifest = manifest(draft, files, wal);
        SealedObject object =
                seal(new ManifestDocument(ManifestDocument.FORMAT, manifest, lists, wal), codec);
        for (CopyUpload copy : uploads.copies()) {
            copy.attempt(() -> {
                Reliance reliance = requireComplete(copy.copy(), needed, lists, codec);
                new Publication(copy.copy(), settings.random(), settings.clock())
                        .publish(manifest.id(), reliance, () -> copy.send(object));
            });
        }
        uploads.requireOneAlive();
        return new Committed(manifest, uploads.copies().stream().map(Commit::result).toList());
    }

    private static Set<String> keys(Collection<Needed> needed, List<ListRef> lists) {
        Set<String> keys = new HashSet<>();
        needed.forEach(object -> keys.add(object.key()));
        lists.forEach(list -> keys.add(list.key()));
        return keys;
    }

    private List<ListRef> writeLists(List<StoredFile> files, FrameCodec codec) {
        Map<String, List<StoredFile>> directories =
                files.stream()
                        .sorted(Comparator.comparing(StoredFile::path))
                        .collect(
                                Collectors.groupingBy(
                                        file -> ListCodec.directoryOf(file.path()),
                                        TreeMap::new,
                                        Collectors.toList()));
        Set<String> known =
                former.map(Snapshot::lists).orElse(List.of()).stream()
                        .filter(list -> lost.filter(there -> there.hasList(list)).isEmpty())
                        .map(ListRef::name)
                        .collect(Collectors.toSet());
        List<ListRef> lists = new ArrayList<>();
        directories.forEach((directory, entries) ->
                lists.add(new ListRef(directory, writeList(entries, known, codec))));
        return lists;
    }

    private String writeList(List<StoredFile> entries, Set<String> known, FrameCodec codec) {
        byte[] content = ListCodec.encode(entries);
        Name name = codec.name(content, 0, content.length);
        if (!known.contains(name.toString())) {
            String key = ObjectKeys.list(name);
            uploads.send(
                    ListObject.build(
                            ContainerKind.LIST, key, content, secrets, codec, settings.random()));
        }
        return name.toString();
    }

    private Collection<Needed> needed(List<StoredFile> files, List<WalPart> wal, FrameCodec codec) {
        Map<String, Needed> needed = new LinkedHashMap<>();
        files.stream()
                .flatMap(file -> file.chain().stream())
                .map(SectionRef::map)
                .distinct()
                .forEach(map -> {
                    needed.put(ObjectKeys.map(map.name()), Needed.map(map));
                    packsOf(map, codec)
                            .forEach(pack ->
                                    needed.put(ObjectKeys.pack(pack.name()), Needed.pack(pack)));
                });
        wal.forEach(part -> needed.put(part.key(), Needed.wal(part)));
        return needed.values();
    }

    private List<StoredObject> packsOf(StoredObject map, FrameCodec codec) {
        List<StoredObject> fresh = tables.get(map);
        return fresh != null ? fresh : former.orElseThrow().sections().packsOf(codec, map);
    }

    private Manifest manifest(Manifest.Draft draft, List<StoredFile> files, List<WalPart> wal) {
        String id = ObjectKeys.snapshotId(draft.finished(), settings.random().nextInt(1 << 16));
        long walBytes =
                wal.stream().mapToLong(part -> part.to().value() - part.from().value()).sum();
        Manifest.Amounts amounts =
                new Manifest.Amounts(
                        files.stream().mapToLong(StoredFile::sizeBytes).sum(),
                        draft.readBytes(),
                        uploads.bytes(),
                        walBytes);
        Manifest.WalRange range =
                wal.isEmpty()
                        ? Manifest.WalRange.NONE
                        : new Manifest.WalRange(
                                wal.getFirst().timeline(),
                                wal.getFirst().from(),
                                wal.getLast().to());
        return draft.manifest(id, amounts, range);
    }

    private SealedObject seal(ManifestDocument document, FrameCodec codec) {
        return ListObject.build(
                ContainerKind.SNAPSHOT,
                ObjectKeys.snapshot(document.manifest().id()),
                Json.write(document),
                secrets,
                codec,
                settings.random());
    }

    /// A snapshot that is listed must restore from this storage alone: so everything it refers to
    /// is looked for, what was there before included.
    private Reliance requireComplete(
            Vault copy, Collection<Needed> needed, List<ListRef> lists, FrameCodec codec) {
        Map<String, String> wrong = Presence.wrong(copy.storage(), needed);
        Map<String, List<String>> remnants = remnants(copy, Presence.missing(wrong), codec);
        remnants.keySet().forEach(wrong::remove);
        Set<String> missing = Presence.missingLists(copy.storage(), lists);
        missing.forEach(key -> wrong.put(key, "it is missing"));
        if (!wrong.isEmpty()) {
            Map.Entry<String, String> first = wrong.entrySet().iterator().next();
            throw new HoldfastException(
                    ProblemCode.OBJECT_MISSING,
                    "storage '%s': %d objects of earlier snapshots are not as they should be; %s: %s"
                            .formatted(
                                    copy.storage().name(),
                                    wrong.size(),
                                    first.getKey(),
                                    first.getValue()),
                    "holdfast vault check, then take a full snapshot: holdfast backup run --full");
        }
        return reliance(keys(needed, lists), remnants, codec);
    }

    /// Of packs that are gone from `copy` only what the former snapshot uses can be needed.
    private Map<String, List<String>> remnants(Vault copy, List<String> gone, FrameCodec codec) {
        return gone.isEmpty() || former.isEmpty()
                ? Map.of()
                : new Substitutes(copy, codec).sufficing(former.get(), gone);
    }

    private Reliance reliance(
            Set<String> keys, Map<String, List<String>> remnants, FrameCodec codec) {
        if (former.isEmpty()) {
            return Reliance.on(keys);
        }
        Set<String> shared = new HashSet<>();
        Lost.needed(former.get(), codec).forEach(object -> shared.add(object.key()));
        former.get().lists().forEach(list -> shared.add(list.key()));
        shared.retainAll(keys);
        Set<String> all = new HashSet<>(keys);
        remnants.forEach((pack, parts) -> {
            all.remove(pack);
            shared.remove(pack);
            all.addAll(parts);
            shared.addAll(parts);
        });
        return new Reliance(all, former.map(there -> there.manifest().id()), shared);
    }

    private static Committed.Copy result(CopyUpload copy) {
        return new Committed.Copy(
                copy.copy().storage().name(),
                copy.bytes(),
                copy.failure().map(HoldfastException::problem));
    }
}
