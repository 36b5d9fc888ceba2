package dev.holdfast.practices.backup;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.Vault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Which snapshots there are, and which copies hold them. A manifest that cannot be read in one
/// copy is taken from another.
final class SnapshotIndex {
    /// What says that this manifest cannot be had, not that its storage cannot be reached.
    private static final Set<ProblemCode> UNREADABLE =
            Set.of(
                    ProblemCode.OBJECT_DAMAGED,
                    ProblemCode.OBJECT_MISSING,
                    ProblemCode.SNAPSHOT_UNKNOWN,
                    ProblemCode.VAULT_FORMAT_UNKNOWN);

    private final Map<String, Held> snapshots;

    /// One snapshot and where it is.
    ///
    /// @param manifest empty when no copy of it can be read
    /// @param copies that list it, in the estate's order
    record Held(String id, Optional<Manifest> manifest, List<Vault> copies) {}

    private SnapshotIndex(Map<String, Held> snapshots) {
        this.snapshots = snapshots;
    }

    static SnapshotIndex of(List<Vault> copies) {
        Map<String, List<Vault>> holders = new TreeMap<>(Comparator.reverseOrder());
        for (Vault copy : copies) {
            for (String id : copy.snapshotIds()) {
                holders.computeIfAbsent(id, _ -> new ArrayList<>()).add(copy);
            }
        }
        Map<String, Held> snapshots = new LinkedHashMap<>();
        holders.forEach((id, held) -> snapshots.put(id, new Held(id, readable(id, held), held)));
        return new SnapshotIndex(snapshots);
    }

    /// From the first of `copies` that can read it.
    static Optional<Manifest> readable(String id, List<Vault> copies) {
        for (Vault copy : copies) {
            try {
                return Optional.of(copy.manifest(id));
            } catch (HoldfastException e) {
                if (!isUnreadable(e)) {
                    throw e;
                }
            }
        }
        return Optional.empty();
    }

    static boolean isUnreadable(HoldfastException e) {
        return UNREADABLE.contains(e.problem().code());
    }

    /// Newest first.
    List<Held> all() {
        return List.copyOf(snapshots.values());
    }

    /// The snapshot of `label` that `which` names: `latest`, an id, or `snapshot:ID`.
    Held require(String label, String which) {
        String id = which.startsWith("snapshot:") ? which.substring("snapshot:".length()) : which;
        return id.equals("latest") ? latest(label) : byId(id);
    }

    /// The only snapshot whose id begins with `id`. `SNAPSHOT_UNKNOWN` when there is none, or
    /// several.
    Held beginningWith(String id) {
        List<Held> found = all().stream().filter(held -> held.id().startsWith(id)).toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new HoldfastException(
                ProblemCode.SNAPSHOT_UNKNOWN,
                found.isEmpty()
                        ? "there is no snapshot '%s'".formatted(id)
                        : "'%s' is the beginning of %d snapshots".formatted(id, found.size()),
                "see what there is: holdfast backup list");
    }

    private Held latest(String label) {
        return all().stream()
                .filter(held -> held.manifest().filter(m -> m.label().equals(label)).isPresent())
                .findFirst()
                .orElseThrow(() ->
                        new HoldfastException(
                                ProblemCode.SNAPSHOT_UNKNOWN,
                                "there is no snapshot of '%s'".formatted(label),
                                "holdfast backup run " + label));
    }

    private Held byId(String id) {
        Held held = snapshots.get(id);
        if (held == null) {
            throw new HoldfastException(
                    ProblemCode.SNAPSHOT_UNKNOWN,
                    "there is no snapshot '%s'".formatted(id),
                    "see what there is: holdfast backup list");
        }
        return held;
    }
}
