/// One snapshot's view of a server: [SnapshotStarter] takes the slot, starts the backup and lists
/// the files; what comes out is a `PhysicalSource`. Start reading at [PostgresSource].
///
/// - [BackupSession] holds the connection that the server ties the backup to.
/// - [Listing] walks the data directory by [Exclusions], PostgreSQL's own list of what a backup
///   leaves out.
/// - [HeldFiles] are small files that are read together with the list.
/// - [SqlFileReader] and [DirectFileReader] read ranges; [PageGuard] checks pages on the way.
@NullMarked
package dev.holdfast.engines.postgres.source;

import org.jspecify.annotations.NullMarked;
