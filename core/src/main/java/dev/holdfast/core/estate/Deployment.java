package dev.holdfast.core.estate;

import dev.holdfast.core.engine.ServerAddress;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/// One logical database in one environment: `shop@production`.
///
/// @param servers what tells its server from others: host and port, each in lower case
public record Deployment(
        String database,
        Environment environment,
        ServerAddress address,
        Set<String> servers,
        Optional<BackupPolicy> backup) {
    public Deployment {
        servers = Set.copyOf(servers);
    }

    boolean sharesServer(Deployment other) {
        return !Collections.disjoint(servers, other.servers);
    }

    public String label() {
        return database + "@" + environment.name();
    }

    /// How to log in for backups: the backup's own user where the policy names one.
    public ServerAddress backupAddress() {
        return backup.filter(policy -> policy.user().isPresent() || policy.password().isPresent())
                .map(policy -> withLogin(policy))
                .orElse(address);
    }

    private ServerAddress withLogin(BackupPolicy policy) {
        return new ServerAddress(
                address.label(),
                address.url(),
                policy.user().or(address::user),
                policy.password().isPresent() || policy.user().isPresent()
                        ? policy.password()
                        : address.password());
    }
}
