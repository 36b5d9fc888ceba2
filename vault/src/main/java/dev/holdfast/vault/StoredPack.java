package dev.holdfast.vault;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.vault.pipeline.ContainerIndex;
import dev.holdfast.vault.pipeline.ContainerKind;
import dev.holdfast.vault.pipeline.DamagedData;
import dev.holdfast.vault.pipeline.FrameCodec;
import dev.holdfast.vault.pipeline.Name;
import dev.holdfast.vault.pipeline.StoredObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the frames of one pack lie in one copy: in the pack itself, or, where that is gone, in its
/// remnants. Immutable.
///
/// @param parts at least one
record StoredPack(List<Part> parts) {

    /// One object that holds frames of the pack.
    record Part(String key, ContainerIndex index) {
        /// What a remnant left out has no bytes; no file refers to a frame without bytes.
        boolean holds(int frame) {
            return frame >= 0 && frame < index.frames() && index.plainLength(frame) > 0;
        }
    }

    /// `OBJECT_MISSING` when there is neither the pack nor a remnant of it.
    static StoredPack open(VaultObjects objects, FrameCodec codec, StoredObject pack) {
        String key = ObjectKeys.pack(pack.name());
        try {
            ContainerIndex index = objects.index(codec, ContainerKind.PACK, key, pack.sizeBytes());
            return new StoredPack(List.of(new Part(key, index)));
        } catch (HoldfastException e) {
            if (!e.is(ProblemCode.OBJECT_MISSING)) {
                throw e;
            }
            return new StoredPack(remnants(objects, codec, pack.name(), e));
        }
    }

    private static List<Part> remnants(
            VaultObjects objects, FrameCodec codec, Name pack, HoldfastException missing) {
        List<Part> parts = new ArrayList<>();
        @Nullable HoldfastException damage = null;
        for (ObjectInfo info : Remnants.of(objects.storage(), pack).of(pack)) {
            try {
                parts.add(part(objects, codec, info));
            } catch (HoldfastException e) {
                if (!Snapshot.isDamage(e)) {
                    throw e;
                }
                damage = e;
            }
        }
        if (parts.isEmpty()) {
            throw damage != null ? damage : missing;
        }
        return List.copyOf(parts);
    }

    /// @param info of a remnant
    static Part part(VaultObjects objects, FrameCodec codec, ObjectInfo info) {
        ContainerIndex index =
                objects.index(codec, ContainerKind.REMNANT, info.key(), info.sizeBytes());
        return new Part(info.key(), index);
    }

    /// The object that holds `frame`.
    ///
    /// @throws DamagedData when none does
    Part holding(int frame) {
        for (Part part : parts) {
            if (part.holds(frame)) {
                return part;
            }
        }
        parts.getFirst().index().checkFrame(frame);
        throw new DamagedData("frame %d is not in what is left of its pack".formatted(frame));
    }

    boolean holds(int frame) {
        return parts.stream().anyMatch(part -> part.holds(frame));
    }
}
