package dev.holdfast.core.estate;

import dev.holdfast.core.estate.DeploymentOptions.Declared;
import dev.holdfast.core.estate.DeploymentOptions.DeclaredDatabase;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// The estate as its sections say it, before databases are brought together with environments.
record DeclaredEstate(
        String name,
        ZoneId timeZone,
        VaultDeclaration vault,
        Scratch scratch,
        List<Environment> environments,
        List<StorageDeclaration> storages,
        List<DeclaredDatabase> databases,
        List<AlertRoute> alerts,
        ServePolicy serve) {

    Estate assemble(List<String> notYet) {
        return new Estate(
                name,
                timeZone,
                vault,
                scratch,
                environments,
                storages,
                databases.stream().map(this::database).toList(),
                alerts,
                serve,
                notYet);
    }

    private Database database(DeclaredDatabase declared) {
        List<Deployment> deployments = new ArrayList<>();
        for (Environment environment : environments) {
            Declared deployment = declared.in().get(environment.name());
            if (deployment != null) {
                deployments.add(deployment.of(declared.name(), environment));
            }
        }
        return new Database(declared.name(), deployments);
    }
}
