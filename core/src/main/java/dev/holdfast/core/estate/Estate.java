package dev.holdfast.core.estate;

import java.util.List;

/// Everything that `holdfast.yaml` declares.
///
/// @param notYet sections that are part of the file's language but that this version does not carry
///   out, such as `rollouts`: accepted, and said in `check` and `status`
public record Estate(
        String name,
        VaultDeclaration vault,
        Scratch scratch,
        List<Environment> environments,
        List<StorageDeclaration> storages,
        List<Database> databases,
        List<String> notYet) {
    public Estate {
        environments = List.copyOf(environments);
        storages = List.copyOf(storages);
        databases = List.copyOf(databases);
        notYet = List.copyOf(notYet);
    }

    public List<Deployment> deployments() {
        return databases.stream().flatMap(database -> database.deployments().stream()).toList();
    }
}
