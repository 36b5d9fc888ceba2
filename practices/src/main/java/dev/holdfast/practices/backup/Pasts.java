package dev.holdfast.practices.backup;

import dev.holdfast.practices.backup.SnapshotIndex.Held;
import dev.holdfast.practices.backup.moment.Past;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.Vault;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What each storage holds of one server.
///
/// @param own whether only manifests count that can be read in the very copy: what is restored is
///   read there
record Pasts(SnapshotIndex index, boolean own) {

    /// In the order of the estate; storages without a readable snapshot of it are left out.
    ///
    /// @param storage the only one to look into; empty for all
    List<Past> of(String label, String systemIdentifier, Optional<String> storage) {
        List<Held> wanted =
                index.all().stream()
                        .filter(held ->
                                held.manifest()
                                        .filter(each -> isOf(each, label, systemIdentifier))
                                        .isPresent())
                        .toList();
        Set<Vault> copies = new LinkedHashSet<>();
        wanted.forEach(held -> copies.addAll(held.copies()));
        List<Past> pasts = new ArrayList<>();
        for (Vault copy : copies) {
            if (storage.isEmpty() || storage.get().equals(copy.storage().name())) {
                List<Manifest> readable = readable(wanted, copy);
                if (!readable.isEmpty()) {
                    pasts.add(Past.of(copy, systemIdentifier, readable));
                }
            }
        }
        return pasts;
    }

    private List<Manifest> readable(List<Held> wanted, Vault copy) {
        return wanted.stream()
                .filter(held -> held.copies().contains(copy))
                .flatMap(held ->
                        (own ? SnapshotIndex.readable(held.id(), List.of(copy)) : held.manifest())
                                .stream())
                .toList();
    }

    private static boolean isOf(Manifest manifest, String label, String systemIdentifier) {
        return manifest.label().equals(label)
                && manifest.facts().systemIdentifier().equals(systemIdentifier);
    }
}
