/// Which pages may differ from a former snapshot. [ChangeFinder] asks the server's WAL summaries,
/// along the [TimelinePath] from the former start to this one; [BlockTable] holds what they name;
/// [FileRules] decides for each file, by PostgreSQL's own rules for incremental backups.
///
/// Whenever anything is not certain, the answer is `Changes.Unknown`, and everything is read.
@NullMarked
package dev.holdfast.engines.postgres.changes;

import org.jspecify.annotations.NullMarked;
