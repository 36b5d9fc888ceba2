package dev.holdfast.vault;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.storage.Content;
import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.vault.pipeline.ContainerBuilder;
import dev.holdfast.vault.pipeline.ContainerIndex;
import dev.holdfast.vault.pipeline.ContainerKind;
import dev.holdfast.vault.pipeline.FrameCodec;
import dev.holdfast.vault.pipeline.Name;
import dev.holdfast.vault.pipeline.SealedObject;
import dev.holdfast.vault.pipeline.StoredObject;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/// Makes remnants: of a pack that was read whole and is what its maps say, the frames that are
/// used, at their numbers. One thread at a time.
final class Thinner {
    /// Packs whose index is read in one run.
    private static final int MOST_INDEXES = 1000;

    private static final byte[] NOTHING = {};

    private final Vault vault;
    private final Thinning.Rule rule;
    private final FrameCodec codec;
    private final SecureRandom random;
    private int packs;
    private long savedBytes;

    Thinner(Vault vault, Thinning.Rule rule, FrameCodec codec, SecureRandom random) {
        this.vault = vault;
        this.rule = rule;
        this.codec = codec;
        this.random = random;
    }

    int packs() {
        return packs;
    }

    /// What they free when the packs go.
    long savedBytes() {
        return savedBytes;
    }

    /// Those of `candidates` of which little is used. One that is damaged is left to `heal`.
    void thin(List<ObjectInfo> candidates, FrameUse use) throws InterruptedException {
        List<StoredObject> sparsest =
                candidates.stream()
                        .flatMap(info -> ObjectKeys.nameOfPack(info.key()).stream())
                        .flatMap(name -> use.pack(name).stream())
                        .sorted(
                                Comparator.comparingDouble(pack ->
                                        (double) use.of(pack.name()).cardinality()
                                                / pack.sizeBytes()))
                        .limit(MOST_INDEXES)
                        .toList();
        for (StoredObject pack : sparsest) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (packs == rule.mostPacks()) {
                return;
            }
            thinUnlessDamaged(pack, use.of(pack.name()));
        }
    }

    private void thinUnlessDamaged(StoredObject pack, BitSet used) {
        try {
            if (isMostlyDead(pack, used)) {
                thin(pack, used);
            }
        } catch (HoldfastException e) {
            if (!Snapshot.isDamage(e)) {
                throw e;
            }
        }
    }

    private boolean isMostlyDead(StoredObject pack, BitSet used) {
        ContainerIndex index =
                vault.objects()
                        .index(
                                codec,
                                ContainerKind.PACK,
                                ObjectKeys.pack(pack.name()),
                                pack.sizeBytes());
        long usedBytes =
                used.stream()
                        .filter(frame -> frame < index.frames())
                        .mapToLong(index::storedLength)
                        .sum();
        return usedBytes <= rule.mostUsed() * pack.sizeBytes();
    }

    private void thin(StoredObject pack, BitSet used) {
        String key = ObjectKeys.pack(pack.name());
        byte[] bytes = vault.objects().bytes(key, pack.sizeBytes());
        SealedObject remnant = vault.objects().decoding(key, () -> remnant(pack, bytes, used));
        ByteBuffer content = ByteBuffer.wrap(remnant.buffer(), 0, remnant.length());
        vault.storage().create(remnant.key(), Content.of(content));
        packs++;
        savedBytes += pack.sizeBytes() - remnant.length();
    }

    private SealedObject remnant(StoredObject pack, byte[] bytes, BitSet used) {
        new Expected.Content(Needed.pack(pack)).check(codec, bytes);
        VaultObjects.Whole whole =
                VaultObjects.Whole.of(
                        codec, ContainerKind.PACK, ObjectKeys.pack(pack.name()), bytes);
        ContainerBuilder builder =
                new ContainerBuilder(
                        ContainerKind.REMNANT,
                        ObjectKeys.remnant(pack.name(), random.nextInt()),
                        vault.objects().secrets(),
                        random,
                        new byte[bytes.length / 4 + 4096]);
        for (int frame = 0; frame < whole.index().frames(); frame++) {
            if (used.get(frame)) {
                Name name = whole.index().name(frame);
                byte[] plain = whole.decode(codec, frame);
                builder.add(codec, name, plain, 0, plain.length);
            } else {
                builder.add(codec, NOTHING, 0, 0);
            }
        }
        return builder.seal(codec);
    }
}
