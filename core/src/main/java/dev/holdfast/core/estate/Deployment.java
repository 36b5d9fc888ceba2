package dev.holdfast.core.estate;

import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.core.secret.Secret;
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
        Optional<BackupPolicy> backup,
        BranchPolicy branches,
        Optional<MonitorPolicy> monitor) {
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
        return backup.map(policy -> withLogin(policy.user(), policy.password())).orElse(address);
    }

    /// How to log in for checks and the probe: the policy's own user where it names one.
    public ServerAddress monitorAddress() {
        return monitor.map(policy -> withLogin(policy.user(), policy.password())).orElse(address);
    }

    /// How it is watched: as declared, else as most are.
    public MonitorPolicy watching() {
        return monitor.orElse(MonitorPolicy.STANDARD);
    }

    /// Whether somebody is to be told when something is wrong with it: where it is declared, and
    /// for what is like production.
    public boolean isWatched() {
        return monitor.isPresent() || environment.isProtected();
    }

    private ServerAddress withLogin(Optional<String> user, Optional<Secret> password) {
        if (user.isEmpty() && password.isEmpty()) {
            return address;
        }
        return new ServerAddress(address.label(), address.url(), user.or(address::user), password);
    }
}
