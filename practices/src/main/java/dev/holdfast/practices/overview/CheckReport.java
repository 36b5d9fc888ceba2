package dev.holdfast.practices.overview;

import dev.holdfast.core.problem.Finding;
import dev.holdfast.core.storage.Deletion;
import dev.holdfast.core.storage.Traffic;
import java.util.List;
import java.util.stream.Stream;

/// What `check` found.
///
/// @param estate about the file as a whole: copies that share their fate, sections that are not
///   carried out yet
public record CheckReport(
        List<ServerCheck> servers, List<StorageCheck> storages, List<Finding> estate) {
    public CheckReport {
        servers = List.copyOf(servers);
        storages = List.copyOf(storages);
        estate = List.copyOf(estate);
    }

    /// Nothing stands in the way of what is declared.
    public boolean isWell() {
        return findings().noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
    }

    private Stream<Finding> findings() {
        return Stream.of(
                        servers.stream().flatMap(server -> server.findings().stream()),
                        storages.stream().flatMap(storage -> storage.findings().stream()),
                        estate.stream())
                .flatMap(findings -> findings);
    }

    /// @param version empty when the server was not reached
    public record ServerCheck(
            String label,
            String address,
            String version,
            boolean standby,
            long sizeBytes,
            List<Finding> findings) {
        public ServerCheck {
            findings = List.copyOf(findings);
        }

        public boolean isReached() {
            return !version.isEmpty();
        }
    }

    /// @param state `well`, or why it is not
    /// @param credential whose credential writes, without secrets
    /// @param deletion what came of deleting with it
    /// @param attempts the same, and what came of it with the pruner's where there is one
    /// @param traffic what the check itself asked
    public record StorageCheck(
            String name,
            String location,
            String state,
            String credential,
            Deletion deletion,
            List<Attempt> attempts,
            Traffic traffic,
            List<Finding> findings) {
        public StorageCheck {
            attempts = List.copyOf(attempts);
            findings = List.copyOf(findings);
        }
    }
}
