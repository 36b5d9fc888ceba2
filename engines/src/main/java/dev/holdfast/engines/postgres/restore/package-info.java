/// Data directories on this machine: what one is, and how restored files become one that starts.
///
/// The order that keeps a half restore from starting, at whatever point it breaks off: the mark
/// [RestoreMark] is written and `global/pg_control` deleted first; everything else is written;
/// `pg_control` appears by a rename, last; then the mark goes. A directory is half restored when it
/// has the mark and no `pg_control`.
///
/// Start reading at [PostgresDataDirectories].
@NullMarked
package dev.holdfast.engines.postgres.restore;

import org.jspecify.annotations.NullMarked;
