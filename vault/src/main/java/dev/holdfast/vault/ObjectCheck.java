package dev.holdfast.vault;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.vault.pipeline.ContainerIndex;
import dev.holdfast.vault.pipeline.DamagedData;
import dev.holdfast.vault.pipeline.FrameCodec;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Compares single objects with what they should be. One thread at a time.
final class ObjectCheck {
    private static final int BUFFER_BYTES = 256 << 10;

    private final VaultObjects objects;
    private final FrameCodec codec;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final Map<String, Optional<String>> compared = new HashMap<>();
    private final Map<String, Optional<BadFrames>> left = new HashMap<>();
    private final boolean deep;
    private @Nullable Remnants remnants;

    ObjectCheck(VaultObjects objects, FrameCodec codec) {
        this(objects, codec, false);
    }

    /// @param deep also unpack every frame, and follow every page map to its frames
    ObjectCheck(VaultObjects objects, FrameCodec codec, boolean deep) {
        this.objects = objects;
        this.codec = codec;
        this.deep = deep;
    }

    boolean isDeep() {
        return deep;
    }

    FrameCodec codec() {
        return codec;
    }

    /// What is wrong with the object's bytes; empty when its SHA-256 is as it was. Each object is
    /// read once, however many snapshots share it.
    Optional<String> compare(Needed object) {
        Optional<String> known = compared.get(object.key());
        if (known == null) {
            known = read(object);
            if (deep && known.isEmpty()) {
                known = unpack(object);
            }
            compared.put(object.key(), known);
        }
        return known;
    }

    private Optional<String> read(Needed object) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream stream = objects.storage().read(object.key())) {
                int count;
                while ((count = stream.read(buffer)) >= 0) {
                    digest.update(buffer, 0, count);
                }
            }
            String actual = HexFormat.of().formatHex(digest.digest());
            return actual.equals(object.sha256())
                    ? Optional.empty()
                    : Optional.of("its SHA-256 is not the one that was stored");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            return Optional.of("it cannot be read: " + e.getMessage());
        } catch (HoldfastException e) {
            if (Snapshot.isDamage(e)) {
                return Optional.of(e.problem().message());
            }
            throw e;
        }
    }

    /// What the hash cannot tell: that it was right when it was stored.
    private Optional<String> unpack(Needed object) {
        try {
            byte[] bytes = objects.bytes(object.key(), object.sizeBytes());
            VaultObjects.Whole whole =
                    VaultObjects.Whole.of(codec, object.kind(), object.key(), bytes);
            for (int frame = 0; frame < whole.index().frames(); frame++) {
                whole.decode(codec, frame);
            }
            return Optional.empty();
        } catch (DamagedData e) {
            return Optional.of(e.what());
        }
    }

    /// Of a pack that is gone, what its remnants do not have; empty when there is none of them.
    /// They are looked at once, however many snapshots share them.
    ///
    /// @param reading whether each frame is unpacked, or only looked up
    Optional<BadFrames> lackingInRemnants(Needed pack, boolean reading) {
        return left.computeIfAbsent(
                pack.key(),
                _ ->
                        ObjectKeys.nameOfPack(pack.key())
                                .map(name -> remnants().of(name))
                                .filter(found -> !found.isEmpty())
                                .map(found -> lacking(found, reading)));
    }

    private Remnants remnants() {
        Remnants listed = remnants;
        if (listed == null) {
            listed = Remnants.in(objects.storage());
            remnants = listed;
        }
        return listed;
    }

    private BadFrames lacking(List<ObjectInfo> found, boolean reading) {
        BitSet good = new BitSet();
        int frames = 0;
        for (ObjectInfo info : found) {
            try {
                StoredPack.Part part = StoredPack.part(objects, codec, info);
                frames = Math.max(frames, part.index().frames());
                for (int frame = 0; frame < part.index().frames(); frame++) {
                    if (part.holds(frame)
                            && (!reading || isReadable(part.key(), part.index(), frame))) {
                        good.set(frame);
                    }
                }
            } catch (HoldfastException e) {
                allUnless(e);
            }
        }
        BitSet bad = new BitSet();
        bad.set(0, frames);
        bad.andNot(good);
        return new BadFrames(frames == 0, bad);
    }

    /// Tries every frame of an object that is not right.
    BadFrames badFrames(Needed object) {
        try {
            ContainerIndex index =
                    objects.index(codec, object.kind(), object.key(), object.sizeBytes());
            BitSet bad = new BitSet();
            for (int frame = 0; frame < index.frames(); frame++) {
                if (!isReadable(object.key(), index, frame)) {
                    bad.set(frame);
                }
            }
            return new BadFrames(false, bad);
        } catch (HoldfastException e) {
            return allUnless(e);
        }
    }

    private boolean isReadable(String key, ContainerIndex index, int frame) {
        try {
            byte[] stored = objects.range(key, index.offset(frame), index.storedLength(frame));
            index.decode(codec, frame, stored, 0);
            return true;
        } catch (DamagedData e) {
            return false;
        } catch (HoldfastException e) {
            allUnless(e);
            return false;
        }
    }

    private static BadFrames allUnless(HoldfastException e) {
        if (Snapshot.isDamage(e) || e.is(ProblemCode.STORAGE_DENIED)) {
            return BadFrames.everyOne();
        }
        throw e;
    }
}
