package dev.holdfast.core.estate;

import java.util.List;

/// One logical database of the team, in one or more environments.
public record Database(String name, List<Deployment> deployments) {
    public Database {
        deployments = List.copyOf(deployments);
    }
}
