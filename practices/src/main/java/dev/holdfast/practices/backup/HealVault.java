package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Request;
import java.util.List;

/// Finds damaged and missing objects and mends them from good copies in other storages.
///
/// @param storages which; empty for all
/// @param hashes read every object and compare its hash; else only look for what is missing or has
///   another size
public record HealVault(List<String> storages, boolean hashes) implements Request<HealReport> {
    public HealVault {
        storages = List.copyOf(storages);
    }

    @Override
    public String kind() {
        return "vault heal";
    }

    @Override
    public String subject() {
        return "vault";
    }
}
