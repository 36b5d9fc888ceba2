package dev.holdfast.practices.backup;

import dev.holdfast.practices.backup.retention.Decision;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What would expire and what stays, each with its reason.
///
/// @param obstacles why nothing is deleted anywhere, such as a storage that cannot be reached
public record ExpiryPlan(List<ServerPlan> servers, List<String> obstacles) {
    public ExpiryPlan {
        servers = List.copyOf(servers);
        obstacles = List.copyOf(obstacles);
    }

    /// @param server the deployment's label
    /// @param policy in words, such as `last 8, daily 14`; `all` where none is declared
    /// @param obstacles why nothing of this server expires, each with what to do
    /// @param storages in the estate's order
    public record ServerPlan(
            String server,
            boolean isProtected,
            String policy,
            List<String> obstacles,
            List<StoragePlan> storages) {
        public ServerPlan {
            obstacles = List.copyOf(obstacles);
            storages = List.copyOf(storages);
        }

        /// Snapshots that would expire in at least one storage, oldest first; none when something
        /// is in the way.
        public List<String> expiring() {
            return obstacles.isEmpty() ? unkept() : List.of();
        }

        /// Snapshots that no policy keeps in at least one storage, oldest first.
        public List<String> unkept() {
            TreeSet<String> ids = new TreeSet<>();
            storages.forEach(storage -> ids.addAll(storage.unkept()));
            return List.copyOf(ids);
        }
    }

    /// @param decisions newest first
    public record StoragePlan(String storage, List<Decision> decisions, LogPlan log) {
        public StoragePlan {
            decisions = List.copyOf(decisions);
        }

        List<String> unkept() {
            return decisions.stream()
                    .filter(decision -> !decision.isKept())
                    .map(Decision::snapshot)
                    .toList();
        }
    }

    /// The streamed log of the server.
    ///
    /// @param since the snapshot from which on it is kept; empty where there is none
    /// @param without snapshots that stay, and that nothing leads on from
    /// @param objects that are not needed any more
    /// @param bytes of them, as stored
    public record LogPlan(
            Optional<Decision> since, List<String> without, long objects, long bytes) {
        public LogPlan {
            without = List.copyOf(without);
        }
    }

    /// Snapshots of that storage that nothing leads on from.
    Set<String> withoutLog(String storage) {
        return servers.stream()
                .flatMap(server -> server.storages().stream())
                .filter(plan -> plan.storage().equals(storage))
                .flatMap(plan -> plan.log().without().stream())
                .collect(Collectors.toSet());
    }

    /// Snapshots that would expire, of all servers.
    public List<String> expiring() {
        return !obstacles.isEmpty()
                ? List.of()
                : servers.stream().flatMap(server -> server.expiring().stream()).toList();
    }

    public boolean isWell() {
        return obstacles.isEmpty()
                && servers.stream().allMatch(server -> server.obstacles().isEmpty());
    }
}
