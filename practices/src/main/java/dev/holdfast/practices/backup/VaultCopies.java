package dev.holdfast.practices.backup;

import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.estate.StorageDeclaration;
import dev.holdfast.core.estate.StorageOpener;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.vault.Vault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// The vault's copies in several storages, unlocked; and why the others could not be.
final class VaultCopies implements AutoCloseable {
    private final List<Storage> storages = new ArrayList<>();
    private final List<Vault> vaults = new ArrayList<>();
    private final Map<Storage, Problem> failures = new LinkedHashMap<>();

    private VaultCopies() {}

    /// Opens the copies in the storages called `names`. A storage that fails is in [#failures].
    static VaultCopies open(Estate estate, StorageOpener opener, List<String> names) {
        VaultCopies copies = new VaultCopies();
        try {
            Secret key = estate.vault().key();
            KeyFile.read(key); // none at all is said once, not by every storage
            for (StorageDeclaration declaration : estate.storages()) {
                if (names.contains(declaration.name())) {
                    copies.unlock(opener.open(declaration), key);
                }
            }
            copies.requireOneVault();
            return copies;
        } catch (RuntimeException e) {
            copies.close();
            throw e;
        }
    }

    private void unlock(Storage storage, Secret key) {
        storages.add(storage);
        try {
            vaults.add(KeyFile.unlock(storage, key));
        } catch (HoldfastException e) {
            failures.put(storage, e.problem());
        }
    }

    private void requireOneVault() {
        for (Vault vault : vaults) {
            UUID first = vaults.getFirst().id();
            if (!vault.id().equals(first)) {
                throw new HoldfastException(
                        ProblemCode.VAULT_FOREIGN,
                        "storage '%s' holds vault %s, but storage '%s' holds vault %s"
                                .formatted(
                                        vault.storage().name(),
                                        vault.id(),
                                        vaults.getFirst().storage().name(),
                                        first),
                        "point one of them to another place in holdfast.yaml, then: holdfast vault init");
            }
        }
    }

    /// What `question` answers for each copy. One that fails is taken out: from here on its storage
    /// counts as failed.
    <T> Map<Vault, T> ask(Function<Vault, T> question) {
        Map<Vault, T> answers = new LinkedHashMap<>();
        for (Vault vault : vaults()) {
            try {
                answers.put(vault, question.apply(vault));
            } catch (HoldfastException e) {
                leaveOut(vault, e.problem());
            }
        }
        require();
        return answers;
    }

    /// From here on the storage of `vault` counts as failed.
    void leaveOut(Vault vault, Problem problem) {
        vaults.remove(vault);
        failures.put(vault.storage(), problem);
    }

    /// Undoes [#leaveOut].
    void takeBack(Vault vault) {
        if (failures.remove(vault.storage()) != null) {
            vaults.add(vault);
        }
    }

    /// At least one, or the first failure is thrown.
    List<Vault> require() {
        if (vaults.isEmpty()) {
            Problem first =
                    failures.values().stream()
                            .findFirst()
                            .orElseGet(() ->
                                    new Problem(
                                            ProblemCode.CONFIGURATION_INVALID,
                                            "no storage is declared",
                                            "add one under storages: in holdfast.yaml"));
            throw new HoldfastException(first, null);
        }
        return vaults();
    }

    List<Vault> vaults() {
        return List.copyOf(vaults);
    }

    /// The copy in the storage called `name`; empty when it failed.
    Optional<Vault> find(String name) {
        return vaults.stream().filter(vault -> vault.storage().name().equals(name)).findFirst();
    }

    /// As [#find]; a storage that failed with one of `curable` is opened with the keys of another
    /// copy, when it shows that it is of the same vault.
    Optional<Vault> findOrOpenLike(String name, Set<ProblemCode> curable) {
        Optional<Vault> opened = find(name);
        if (opened.isPresent() || vaults.isEmpty()) {
            return opened;
        }
        for (Map.Entry<Storage, Problem> failed : failures.entrySet()) {
            if (failed.getKey().name().equals(name) && curable.contains(failed.getValue().code())) {
                return openLike(failed.getKey());
            }
        }
        return Optional.empty();
    }

    private Optional<Vault> openLike(Storage storage) {
        try {
            return Optional.of(Vault.openLike(vaults.getFirst(), storage));
        } catch (HoldfastException e) {
            failures.put(storage, e.problem());
            return Optional.empty();
        }
    }

    /// Why the storage called `name`, which failed, did.
    Problem requireFailure(String name) {
        Problem failure = failures().get(name);
        if (failure == null) {
            throw new IllegalStateException("storage '%s' was not opened".formatted(name));
        }
        return failure;
    }

    /// Why copies could not be opened, by the name of their storage.
    Map<String, Problem> failures() {
        Map<String, Problem> byName = new LinkedHashMap<>();
        failures.forEach((storage, problem) -> byName.put(storage.name(), problem));
        return byName;
    }

    Map<Storage, Problem> unopened() {
        return Map.copyOf(failures);
    }

    @Override
    public void close() {
        storages.forEach(Storage::close);
    }
}
