package dev.holdfast.practices.branch;

import dev.holdfast.core.operation.Request;
import java.time.Duration;
import java.util.Optional;

/// Opens a branch that outlives whoever asked for it.
///
/// @param database the deployment's label
/// @param at a moment, as `MomentText` reads it
/// @param name no other branch has it
/// @param ttl how long it lives; by default as the database's policy says
/// @param storage where to read from; by default the first that can
public record OpenBranch(
        String database, String at, String name, Optional<Duration> ttl, Optional<String> storage)
        implements Request<OpenedBranch> {
    @Override
    public String kind() {
        return "branch open";
    }

    @Override
    public String subject() {
        return name;
    }
}
