package dev.holdfast.core.estate;

import dev.holdfast.core.storage.Storage;
import java.util.List;
import java.util.Optional;

/// The types of storage that this Holdfast knows.
public record StorageTypes(List<StorageType<?>> types) implements StorageOpener {
    public StorageTypes {
        types = List.copyOf(types);
    }

    public Optional<StorageType<?>> find(String name) {
        return types.stream()
                .filter(type -> type.name().equals(name))
                .<StorageType<?>>map(type -> type)
                .findFirst();
    }

    @Override
    public Storage open(StorageDeclaration declaration) {
        StorageType<?> type =
                find(declaration.settings().type())
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "no storage type " + declaration.settings().type()));
        return open(type, declaration);
    }

    private static <S extends StorageSettings> Storage open(
            StorageType<S> type, StorageDeclaration declaration) {
        return type.open(declaration.name(), type.settings().cast(declaration.settings()));
    }
}
