package dev.holdfast.core.estate;

import dev.holdfast.core.estate.DeploymentOptions.Declared;
import dev.holdfast.core.estate.DeploymentOptions.DeclaredDatabase;
import dev.holdfast.core.estate.option.ListType.Item;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What must hold between parts of the file that are right by themselves.
final class EstateChecks {
    private EstateChecks() {}

    /// A backup takes a whole server, so its policy is the server's.
    static void onePolicyForEachServer(List<Item<DeclaredDatabase>> databases) {
        Map<String, Declared> owners = new HashMap<>();
        databases.stream()
                .flatMap(database -> database.read().in().values().stream())
                .filter(deployment -> deployment.backup().isPresent())
                .forEach(deployment -> checkPolicy(owners, deployment));
    }

    private static void checkPolicy(Map<String, Declared> owners, Declared deployment) {
        for (String server : deployment.url().servers()) {
            @Nullable Declared owner = owners.putIfAbsent(server, deployment);
            if (owner != null && !owner.backup().equals(deployment.backup())) {
                deployment
                        .place()
                        .wrong(
                                "server "
                                        + server
                                        + " is backed up by another policy, on line "
                                        + owner.place().line(),
                                "keep one of them: a backup takes the whole server");
                return;
            }
        }
    }

    /// Two storages in one place would be one copy that counts as two.
    static void eachStorageHasItsPlace(List<Item<StorageDeclaration>> storages) {
        Map<Object, Item<StorageDeclaration>> places = new HashMap<>();
        for (Item<StorageDeclaration> storage : storages) {
            Optional.ofNullable(places.putIfAbsent(storage.read().settings().place(), storage))
                    .ifPresent(first ->
                            storage.value()
                                    .wrong(
                                            "is the same place as '" + first.read().name() + "'",
                                            "give each storage a place of its own, or delete one"));
        }
    }
}
