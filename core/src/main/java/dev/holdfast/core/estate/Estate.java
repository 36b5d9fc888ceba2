package dev.holdfast.core.estate;

import dev.holdfast.core.estate.option.Spelling;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// Everything that `holdfast.yaml` declares.
///
/// @param timeZone whose days and hours schedules and retention go by
/// @param notYet sections that are part of the file's language but that this version does not carry
///   out, such as `rollouts`: accepted, and said in `check` and `status`
public record Estate(
        String name,
        ZoneId timeZone,
        VaultDeclaration vault,
        Scratch scratch,
        List<Environment> environments,
        List<StorageDeclaration> storages,
        List<Database> databases,
        List<AlertRoute> alerts,
        ServePolicy serve,
        List<String> notYet) {
    public Estate {
        environments = List.copyOf(environments);
        storages = List.copyOf(storages);
        databases = List.copyOf(databases);
        alerts = List.copyOf(alerts);
        notYet = List.copyOf(notYet);
    }

    public List<Deployment> deployments() {
        return databases.stream().flatMap(database -> database.deployments().stream()).toList();
    }

    /// The deployment that `name` means: `shop@production`, or `shop` where there is only one.
    /// `USAGE` when it is none or several.
    public Deployment deployment(String name) {
        return new DeploymentNames(deployments()).find(name);
    }

    /// Whose backups take the server of `deployment`: the first one declared for that server, since
    /// a backup takes all of a server. Empty when nobody's do.
    public Optional<Deployment> keeper(Deployment deployment) {
        return deployments().stream()
                .filter(other -> other.backup().isPresent() && other.sharesServer(deployment))
                .findFirst();
    }

    /// Whether `deployment` is the first one declared on its server: what is asked of a whole
    /// server is asked there.
    public boolean isFirstOfItsServer(Deployment deployment) {
        return deployments().stream()
                .filter(other -> other.sharesServer(deployment))
                .findFirst()
                .filter(deployment::equals)
                .isPresent();
    }

    /// The storage of that name. `USAGE` when there is none.
    public StorageDeclaration storage(String name) {
        return storages.stream()
                .filter(storage -> storage.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new HoldfastException(
                                ProblemCode.USAGE,
                                "no storage '" + name + "' in estate " + this.name,
                                Spelling.suggest(
                                        name,
                                        storages.stream().map(StorageDeclaration::name).toList())));
    }
}
