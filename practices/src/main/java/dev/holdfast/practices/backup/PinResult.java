package dev.holdfast.practices.backup;

import java.util.List;

/// Where a mark on a snapshot was made or taken back, and where it could not be.
///
/// @param storages where something was done
/// @param failures of the other storages, each naming its storage
public record PinResult(String snapshot, List<String> storages, List<String> failures) {
    public PinResult {
        storages = List.copyOf(storages);
        failures = List.copyOf(failures);
    }

    public boolean isWell() {
        return failures.isEmpty();
    }
}
