package dev.holdfast.vault;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.vault.pipeline.DamagedData;
import dev.holdfast.vault.pipeline.FrameCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes objects from the first of several copies that has them whole. Safe for many threads.
record GoodCopies(List<Vault> sources) {

    /// @param source where it was whole
    record Found(Vault source, byte[] bytes) {}

    GoodCopies {
        sources = List.copyOf(sources);
    }

    /// `OBJECT_DAMAGED` when every source answered, and none has it whole; when one could not be
    /// asked, its failure is thrown, because nobody knows then.
    Found fetch(FrameCodec codec, Expected object) {
        List<String> wrong = new ArrayList<>();
        @Nullable HoldfastException unanswered = null;
        for (Vault source : sources) {
            try {
                byte[] bytes = bytes(source, object);
                object.check(codec, bytes);
                return new Found(source, bytes);
            } catch (DamagedData e) {
                wrong.add("in '%s' %s".formatted(source.storage().name(), e.what()));
            } catch (HoldfastException e) {
                if (e.is(ProblemCode.OPERATION_CANCELLED)) {
                    throw e;
                }
                unanswered = Snapshot.isDamage(e) ? unanswered : e;
                wrong.add("in '%s' it is missing or short".formatted(source.storage().name()));
            }
        }
        if (unanswered != null) {
            throw unanswered;
        }
        throw nowhere(object.key(), wrong);
    }

    static byte[] bytes(Vault source, Expected object) {
        return object.sizeBytes() > 0
                ? source.objects().bytes(object.key(), object.sizeBytes())
                : source.objects().bytes(object.key());
    }

    /// The manifest of a snapshot; empty when no source has it whole.
    Optional<ManifestDocument> document(FrameCodec codec, String snapshotId) {
        Expected.Listed manifest = new Expected.Listed(snapshotId);
        try {
            return Optional.of(manifest.document(codec, fetch(codec, manifest).bytes()));
        } catch (HoldfastException e) {
            if (Snapshot.isDamage(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static HoldfastException nowhere(String key, List<String> wrong) {
        return new HoldfastException(
                ProblemCode.OBJECT_DAMAGED,
                wrong.isEmpty()
                        ? "there is no other storage to take object %s from".formatted(key)
                        : "no storage has object %s whole: %s"
                                .formatted(key, String.join("; ", wrong)),
                "see what it takes with it: holdfast vault check --hashes");
    }
}
