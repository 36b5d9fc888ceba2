/// Which moments can be brought back, and how.
///
/// The words: a **past** is what one storage holds of one server: snapshots, the streamed log, the
/// histories of its timelines. A **reach** is how far one snapshot can be taken along the way to
/// one timeline without a hole in the log. A **window** is what the reaches of several snapshots
/// cover together. A **plan** is a snapshot, the log to add, and where recovery is to stop.
///
/// All of it is arithmetic over what a listing says ([Past], [Reach], [Windows]); only where to
/// stop is read in the log itself ([LogScan]): times and transactions become an LSN there, so that
/// one kind of recovery target is enough ([Resolver]).
@NullMarked
package dev.holdfast.practices.backup.moment;

import org.jspecify.annotations.NullMarked;
