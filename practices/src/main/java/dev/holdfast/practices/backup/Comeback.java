package dev.holdfast.practices.backup;

import dev.holdfast.core.estate.BackupPolicy;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.practices.backup.stream.StreamRun.Reopening;
import java.time.Duration;
import java.time.Instant;

/// Looks now and then whether a storage that could not be opened can be now.
final class Comeback implements Reopening {
    private static final Duration EVERY = Duration.ofSeconds(15);

    private final BackupContext context;
    private final BackupPolicy policy;
    private final int missing;
    private Instant looked;

    Comeback(BackupContext context, BackupPolicy policy, VaultCopies copies) {
        this.context = context;
        this.policy = policy;
        this.missing = copies.failures().size();
        this.looked = context.clock().instant();
    }

    @Override
    public boolean isDue() {
        Instant now = context.clock().instant();
        if (missing == 0 || now.isBefore(looked.plus(EVERY))) {
            return false;
        }
        looked = now;
        try (VaultCopies again = context.openVault(policy.to())) {
            return again.failures().size() < missing;
        } catch (HoldfastException e) {
            return false; // the run that goes on meanwhile will say what is wrong
        }
    }
}
