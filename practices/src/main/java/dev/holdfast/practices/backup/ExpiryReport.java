package dev.holdfast.practices.backup;

import dev.holdfast.core.operation.Judged;
import java.util.List;
import java.util.stream.Stream;

/// What `backup expire` did.
///
/// @param expired what is not listed any more
public record ExpiryReport(ExpiryPlan plan, List<Expired> expired, List<StorageCollection> storages)
        implements Judged {
    public ExpiryReport {
        expired = List.copyOf(expired);
        storages = List.copyOf(storages);
    }

    public record Expired(String snapshot, String server, String storage) {}

    /// @param deleted snapshots whose grace was over
    /// @param objects deleted
    /// @param waiting objects that nothing needs, and that are deleted after the grace
    /// @param thinned packs of which little was used, and that a smaller object replaces after the
    ///   grace
    /// @param thinnedBytes what that frees
    /// @param problem why not all that was due was done; empty when it was
    public record StorageCollection(
            String name,
            List<String> deleted,
            long objects,
            long bytes,
            long waiting,
            long waitingBytes,
            long thinned,
            long thinnedBytes,
            String problem,
            String hint) {
        public StorageCollection {
            deleted = List.copyOf(deleted);
        }

        static StorageCollection none(String name, String problem, String hint) {
            return new StorageCollection(name, List.of(), 0, 0, 0, 0, 0, 0, problem, hint);
        }
    }

    @Override
    public List<String> concerns() {
        return Stream.of(
                        plan.obstacles().stream(),
                        plan.servers().stream().flatMap(server -> server.obstacles().stream()),
                        storages.stream()
                                .map(StorageCollection::problem)
                                .filter(problem -> !problem.isEmpty()))
                .flatMap(lines -> lines)
                .toList();
    }
}
