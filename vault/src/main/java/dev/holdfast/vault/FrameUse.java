package dev.holdfast.vault;

import dev.holdfast.vault.pipeline.ByteWriter;
import dev.holdfast.vault.pipeline.Extents;
import dev.holdfast.vault.pipeline.FrameCodec;
import dev.holdfast.vault.pipeline.Name;
import dev.holdfast.vault.pipeline.NameSet;
import dev.holdfast.vault.pipeline.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which frames of certain packs snapshots use: a bit a frame. What a newer section hides is not
/// used. Lists and files that several snapshots share are followed once; files that lead to none of
/// these packs not at all. Anything that cannot be read is thrown. One thread at a time.
final class FrameUse {
    private final Map<Name, BitSet> used = new HashMap<>();
    private final Map<Name, StoredObject> packs = new HashMap<>();
    private final NameSet followed = new NameSet();
    private final FrameCodec codec;

    /// @param packs that matter
    FrameUse(Collection<Name> packs, FrameCodec codec) {
        packs.forEach(pack -> used.put(pack, new BitSet()));
        this.codec = codec;
    }

    void add(Snapshot snapshot) {
        for (ManifestDocument.ListRef list : snapshot.lists()) {
            if (!used.isEmpty() && followed.add(name(list.key()))) {
                snapshot.readList(codec, list).forEach(file -> follow(snapshot, file));
            }
        }
    }

    /// Of `pack`, which is one of those that matter.
    BitSet of(Name pack) {
        return used.getOrDefault(pack, new BitSet());
    }

    /// The pack as maps refer to it; empty when none was met.
    Optional<StoredObject> pack(Name pack) {
        return Optional.ofNullable(packs.get(pack));
    }

    private void follow(Snapshot snapshot, StoredFile file) {
        if (!matters(snapshot, file) || !followed.add(identity(snapshot, file))) {
            return;
        }
        Extents extents = snapshot.sections().resolve(codec, file);
        for (int i = 0; i < extents.count(); i++) {
            BitSet frames = extents.isZeros(i) ? null : used.get(extents.pack(i).name());
            if (frames != null) {
                frames.set(extents.frame(i));
            }
        }
    }

    private boolean matters(Snapshot snapshot, StoredFile file) {
        boolean matters = false;
        for (SectionRef ref : file.chain()) {
            for (StoredObject pack : snapshot.sections().packsOf(codec, ref.map())) {
                if (used.containsKey(pack.name())) {
                    packs.putIfAbsent(pack.name(), pack);
                    matters = true;
                }
            }
        }
        return matters;
    }

    /// Files of the same size, kind and chain use the same frames.
    private Name identity(Snapshot snapshot, StoredFile file) {
        ByteWriter text = new ByteWriter(64 * (file.chain().size() + 1));
        text.varint(file.sizeBytes());
        text.varint(snapshot.sections().unit(file.file().kind()));
        for (SectionRef ref : file.chain()) {
            text.name(ref.map().name());
            text.varint(ref.frame());
            text.varint(ref.offset());
            text.varint(ref.length());
        }
        return codec.name(text.buffer(), 0, text.length());
    }

    private Name name(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.US_ASCII);
        return codec.name(bytes, 0, bytes.length);
    }
}
