package dev.holdfast.vault;

import dev.holdfast.vault.pipeline.ByteWriter;
import dev.holdfast.vault.pipeline.ContainerBuilder;
import dev.holdfast.vault.pipeline.Extents;
import dev.holdfast.vault.pipeline.FrameCodec;
import dev.holdfast.vault.pipeline.SealedObject;
import dev.holdfast.vault.pipeline.SectionCodec;
import dev.holdfast.vault.pipeline.StoredObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One map that is being built: frames of sections, then the table of the packs they refer to.
final class OpenMap {
    private static final int FRAME_BYTES = 64 << 10;

    private final StoredObject object;
    private final ContainerBuilder builder;
    private final ByteWriter frame = new ByteWriter(FRAME_BYTES);
    private final ByteWriter section = new ByteWriter(FRAME_BYTES);
    private final Map<StoredObject, Integer> packs = new LinkedHashMap<>();

    OpenMap(StoredObject object, ContainerBuilder builder) {
        this.object = object;
        this.builder = builder;
    }

    StoredObject object() {
        return object;
    }

    SectionRef add(FrameCodec codec, Extents extents, int unit) {
        section.clear();
        SectionCodec.encode(extents, unit, this::indexOf, section);
        if (section.length() > FrameCodec.MAX_PLAIN_BYTES) {
            throw new IllegalStateException("a section of " + section.length() + " bytes");
        }
        if (frame.length() > 0 && frame.length() + section.length() > FRAME_BYTES) {
            flush(codec);
        }
        int offset = frame.length();
        frame.bytes(section.buffer(), 0, section.length());
        return new SectionRef(object, builder.frames(), offset, section.length());
    }

    boolean isEmpty() {
        return builder.frames() == 0 && frame.length() == 0;
    }

    boolean isReady() {
        return packs.keySet().stream().allMatch(StoredObject::isSealed);
    }

    List<StoredObject> packs() {
        return List.copyOf(packs.keySet());
    }

    long sealedBytes() {
        return builder.sealedBytes() + frame.length();
    }

    SealedObject seal(FrameCodec codec) {
        flush(codec);
        ByteWriter table = new ByteWriter(StoredObject.LEAST_BYTES * packs.size() + 16);
        table.varint(packs.size());
        packs.keySet().forEach(pack -> pack.write(table));
        builder.add(codec, table.buffer(), 0, table.length());
        SealedObject sealed = builder.seal(codec);
        object.seal(sealed);
        return sealed;
    }

    private void flush(FrameCodec codec) {
        if (frame.length() > 0) {
            builder.add(codec, frame.buffer(), 0, frame.length());
            frame.clear();
        }
    }

    private int indexOf(StoredObject pack) {
        Integer known = packs.putIfAbsent(pack, packs.size());
        return known != null ? known : packs.size() - 1;
    }
}
