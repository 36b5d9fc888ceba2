package dev.holdfast.practices.backup;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.backup.KeyReport.Change;
import dev.holdfast.practices.backup.KeyReport.KeptKey;
import dev.holdfast.practices.backup.KeyReport.State;
import dev.holdfast.practices.backup.KeyReport.StorageKeys;
import dev.holdfast.vault.Vault;
import dev.holdfast.vault.VaultKey;
import dev.holdfast.vault.WrappedKeys;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The wrapped keys of all copies: what counts, and how a new generation gets into each. A storage
/// that fails is left out, keeps its generation, and is caught up by `vault sync`.
final class KeyChange {
    private final BackupContext context;
    private final VaultCopies copies;

    KeyChange(BackupContext context, VaultCopies copies) {
        this.context = context;
        this.copies = copies;
    }

    VaultKey inUse() {
        return KeyFile.read(context.estate().vault().key());
    }

    SecureRandom random() {
        return context.random();
    }

    /// Of all copies.
    WrappedKeys newest() {
        return copies.ask(WrappedKeys::of).values().stream()
                .max(Comparator.comparingInt(WrappedKeys::generation))
                .orElseThrow();
    }

    Vault anyCopy() {
        return copies.require().getFirst();
    }

    /// The next generation that no copy has.
    int nextGeneration() {
        return WrappedKeys.next(copies.require());
    }

    /// Writes `keys` to every copy, and tries that `key` opens each.
    void write(WrappedKeys keys, VaultKey key) {
        for (Vault copy : copies.require()) {
            try {
                keys.writeTo(copy);
                Vault.unlock(copy.storage(), key);
            } catch (HoldfastException e) {
                if (e.is(ProblemCode.OBJECT_EXISTS)) {
                    throw conflict(copy, e);
                }
                if (e.is(ProblemCode.OPERATION_CANCELLED)) {
                    throw e;
                }
                copies.leaveOut(copy, e.problem());
            }
        }
        copies.require();
    }

    private static HoldfastException conflict(Vault copy, HoldfastException e) {
        return new HoldfastException(
                ProblemCode.OBJECT_EXISTS,
                "storage '%s': another Holdfast changes the keys at this moment"
                        .formatted(copy.storage().name()),
                "see what counts: holdfast vault key list; then run the command again",
                e);
    }

    KeyReport report(Optional<Change> change) {
        Map<String, StorageKeys> storages = new LinkedHashMap<>();
        Map<Vault, WrappedKeys> keys = copies.ask(WrappedKeys::of);
        WrappedKeys newest =
                keys.values().stream()
                        .max(Comparator.comparingInt(WrappedKeys::generation))
                        .orElseThrow();
        keys.forEach((vault, wrapped) ->
                storages.put(
                        vault.storage().name(), standing(vault.storage().name(), wrapped, newest)));
        copies.failures()
                .forEach((name, problem) ->
                        storages.put(
                                name,
                                new StorageKeys(
                                        name,
                                        State.FAILED,
                                        0,
                                        List.of(),
                                        Optional.of(Failure.of(problem)))));
        List<StorageKeys> inOrder = new ArrayList<>();
        context.storageNames().forEach(name -> inOrder.add(storages.get(name)));
        return new KeyReport(inUse().id(), change, kept(), inOrder);
    }

    private static StorageKeys standing(String name, WrappedKeys keys, WrappedKeys newest) {
        return new StorageKeys(
                name,
                keys.isSameAs(newest) ? State.CURRENT : State.BEHIND,
                keys.generation(),
                keys.keyIds(),
                Optional.empty());
    }

    private List<KeptKey> kept() {
        List<KeptKey> kept = new ArrayList<>();
        KeyFiles.of(context.estate().vault().key())
                .ifPresent(files ->
                        files.kept()
                                .forEach((path, key) ->
                                        kept.add(new KeptKey(key.id(), path.toString()))));
        return kept;
    }

    /// Of copies whose wrapped keys are not the newest.
    static Map<Vault, String> problems(VaultCopies copies) {
        Map<Vault, WrappedKeys> keys = new LinkedHashMap<>();
        if (!copies.vaults().isEmpty()) {
            keys.putAll(copies.ask(WrappedKeys::of));
        }
        Map<Vault, String> problems = new LinkedHashMap<>();
        keys.values().stream()
                .max(Comparator.comparingInt(WrappedKeys::generation))
                .ifPresent(newest ->
                        keys.forEach((vault, own) -> {
                            if (!own.isSameAs(newest)) {
                                problems.put(vault, problem(vault, own, newest));
                            }
                        }));
        return problems;
    }

    private static String problem(Vault vault, WrappedKeys own, WrappedKeys newest) {
        return own.generation() == newest.generation()
                ? "its wrapped keys, generation %d, are not those of the others; make new ones: holdfast vault key rotate"
                        .formatted(own.generation())
                : "its wrapped keys are of generation %d, elsewhere they are of %d; bring them: holdfast vault sync %s"
                        .formatted(own.generation(), newest.generation(), vault.storage().name());
    }
}
