/// A snapshot, and the log that is replayed on top of it, as a tree of files of which nothing is
/// fetched before it is read.
///
/// ```
/// SnapshotTree ─┬▶ StoredContent ─▶ vault.ScatteredReading    files, 128 KiB at a time
///               └▶ LogContent ────▶ vault.LogReading          segments in pg_wal
/// ```
///
/// What a server needs besides, such as `backup_label` and the control file, is written into the
/// mounted tree by whoever mounts it.
@NullMarked
package dev.holdfast.practices.branch.lazy;

import org.jspecify.annotations.NullMarked;
