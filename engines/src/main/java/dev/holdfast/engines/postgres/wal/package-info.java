/// The write-ahead log as it comes over the replication protocol: [WalStream].
@NullMarked
package dev.holdfast.engines.postgres.wal;

import org.jspecify.annotations.NullMarked;
