/// The write-ahead log: as it comes over the replication protocol, for one snapshot ([WalStream])
/// or for good, through a slot that stays ([PostgresWalSource], [Following]); and what it holds,
/// record by record ([WalRecordReader]: bytes go in, verified [WalRecord]s come out). [RecordAudit]
/// is its simplest reader.
@NullMarked
package dev.holdfast.engines.postgres.wal;

import org.jspecify.annotations.NullMarked;
