package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Request;
import java.util.List;
import java.util.Optional;

/// Brings storages up to what the others hold, copy to copy. No database is read.
///
/// @param storages which; empty for all: then each gets the snapshots that its databases' policies
///   send there, else everything
/// @param from the only storage to copy from; empty for all others
public record SyncVault(List<String> storages, Optional<String> from)
        implements Request<SyncReport> {
    public SyncVault {
        storages = List.copyOf(storages);
    }

    @Override
    public String kind() {
        return "vault sync";
    }

    @Override
    public String subject() {
        return "vault";
    }
}
