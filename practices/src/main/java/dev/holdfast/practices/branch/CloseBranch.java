package dev.holdfast.practices.branch;

import dev.holdfast.core.operation.Request;

/// Ends a branch and deletes what belongs to it.
public record CloseBranch(String name) implements Request<ClosedBranch> {
    @Override
    public String kind() {
        return "branch close";
    }

    @Override
    public String subject() {
        return name;
    }
}
