package dev.holdfast.vault;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.vault.pipeline.DamagedData;
import dev.holdfast.vault.pipeline.FrameCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Finds what is wrong with the objects that open a copy: its identity and its wrapped keys.
///
/// @param others copies of the same vault, which tell what keys there should be
record PlainObjects(Vault target, GoodCopies others, VaultKey key, FrameCodec codec) {

    /// @param what is wrong with it in the target
    record Wrong(Expected object, String what) {}

    /// By key of the object.
    Map<String, Wrong> wrong() {
        Map<String, Wrong> wrong = new LinkedHashMap<>();
        Expected identity = new Expected.VaultFile(target.id());
        problem(identity).ifPresent(what -> wrong.put(identity.key(), new Wrong(identity, what)));
        boolean opens = false;
        for (int number : generations().descendingSet()) {
            Expected.Generation generation = new Expected.Generation(number, target, key, !opens);
            Optional<String> problem = problem(generation);
            if (problem.isEmpty()) {
                opens = true;
            } else if (isReplaceable(generation, opens)) {
                wrong.put(generation.key(), new Wrong(generation, problem.get()));
                opens = true;
            }
        }
        if (!opens) {
            Expected first = new Expected.Generation(1, target, key, true);
            wrong.put(first.key(), new Wrong(first, "no wrapped keys open with " + key.id()));
        }
        return wrong;
    }

    /// Older ones may be absent or of a key that was given up; what stands there must be whole.
    private boolean isReplaceable(Expected.Generation generation, boolean opens) {
        boolean isElsewhere = isElsewhere(generation);
        return opens ? isElsewhere && isThereAndNoKeyFile(generation) : isElsewhere;
    }

    private boolean isThereAndNoKeyFile(Expected.Generation generation) {
        try {
            KeyFile.parse(target.objects().bytes(generation.key()), generation.number());
            return false;
        } catch (DamagedData e) {
            return true;
        } catch (HoldfastException e) {
            if (Snapshot.isDamage(e)) {
                return false;
            }
            throw e;
        }
    }

    private boolean isElsewhere(Expected generation) {
        try {
            others.fetch(codec, generation);
            return true;
        } catch (HoldfastException e) {
            if (Snapshot.isDamage(e)) {
                return false;
            }
            throw e;
        }
    }

    private Optional<String> problem(Expected object) {
        return Inspection.problem(target, codec, object);
    }

    private TreeSet<Integer> generations() {
        TreeSet<Integer> all = new TreeSet<>(new VaultOpening(target.storage()).generations());
        for (Vault other : others.sources()) {
            all.addAll(new VaultOpening(other.storage()).generations());
        }
        return all;
    }

    static List<Expected> in(Map<String, Wrong> wrong) {
        return wrong.values().stream().map(Wrong::object).toList();
    }
}
