package dev.holdfast.core.estate;

import dev.holdfast.core.engine.ServerAddress;
import java.util.Optional;

/// One logical database in one environment: `shop@production`.
public record Deployment(
        String database,
        Environment environment,
        ServerAddress address,
        Optional<BackupPolicy> backup) {

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
