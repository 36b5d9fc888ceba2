package dev.holdfast.practices.branch;

import dev.holdfast.core.estate.BranchPolicy;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.operation.Handler;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Pattern;

/// `branch open`: starts the process that serves the branch, and waits until it can be used.
public final class OpenBranchHandler implements Handler<OpenBranch, OpenedBranch> {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,47}");

    private final Estate estate;
    private final Branches branches;
    private final BranchStarter starter;
    private final InstantSource clock;

    public OpenBranchHandler(
            Estate estate, Branches branches, BranchStarter starter, InstantSource clock) {
        this.estate = estate;
        this.branches = branches;
        this.starter = starter;
        this.clock = clock;
    }

    @Override
    public OpenedBranch run(OpenBranch request, Progress progress) throws InterruptedException {
        Instant began = clock.instant();
        Deployment deployment = estate.deployment(request.database());
        requireName(request.name());
        requirePermission(deployment, progress);
        Duration ttl = request.ttl().orElse(deployment.branches().ttl());
        Path log = branches.space().prepareLog(request.name());
        Starting.Opened opened;
        try {
            opened =
                    new Starting(starter, log, progress)
                            .run(request, new ServeBranch(request, ttl, false));
        } finally {
            deleteIfEmpty(log);
        }
        return new OpenedBranch(opened.card(), opened.password(), seconds(began));
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new HoldfastException(
                    ProblemCode.USAGE,
                    "'%s' cannot be the name of a branch".formatted(name),
                    "at most 48 small letters, digits, dots, dashes and underscores");
        }
    }

    /// Whoever may read the estate's file may do what the file allows.
    private static void requirePermission(Deployment deployment, Progress progress) {
        BranchPolicy policy = deployment.branches();
        if (policy.mask().isPresent()) {
            throw new HoldfastException(
                    ProblemCode.BRANCH_REFUSED,
                    "branches of '%s' are to be masked by '%s', and this version masks nothing"
                            .formatted(deployment.label(), policy.mask().get()),
                    "to open one that shows everything, take mask: out of its branches: in"
                            + " holdfast.yaml");
        }
        if (deployment.environment().isProtected()) {
            progress.note(
                    "everybody who has its password sees the values of '%s' as they are"
                            .formatted(deployment.label()));
        }
    }

    private double seconds(Instant began) {
        return Duration.between(began, clock.instant()).toMillis() / 1000.0;
    }

    /// The branch's own process goes on writing to it, if it has to complain.
    private static void deleteIfEmpty(Path log) {
        try {
            if (Files.exists(log) && Files.size(log) == 0) {
                Files.delete(log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
