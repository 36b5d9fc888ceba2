package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.WalSource.Amounts;
import dev.holdfast.core.estate.BackupPolicy;

/// How much log a server may keep for a stream that does not take it.
final class SlotLimit {
    private static final long LEAST_BYTES = 8L << 30;
    private static final int CHECKPOINTS = 4;
    private static final int SHARE = 5;

    private SlotLimit() {}

    /// What the policy says; else a fifth of the databases. SQL cannot see how full the disk is: so
    /// never more than that, but at least 8 GB and four times what the server keeps for itself.
    static long of(BackupPolicy policy, Amounts amounts) {
        return policy.walLimitBytes()
                .orElseGet(() ->
                        Math.max(
                                Math.max(LEAST_BYTES, CHECKPOINTS * amounts.walBytes()),
                                amounts.databaseBytes() / SHARE));
    }
}
