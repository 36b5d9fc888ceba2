/// A server's log, stored in every copy of the vault as it grows.
///
/// The words: the **tail** is the newest stretch of the log, in memory, in **parts** of a segment
/// (16 MiB at most); a **pump** stores the tail in one storage, in **pieces** while a part grows
/// and as a whole once it is full; a storage that is **behind** lets go of the tail and is caught
/// up from another one, object by object.
///
/// The flow: [StreamStart] finds the place to begin from what is stored; [StreamRun] follows the
/// server, one reader for all storages; [Tail] takes what comes and tells the server what is
/// stored; a [Pump] for each storage; [CatchUp]. Everything that a run knows is in the storages:
/// whoever starts again after a crash begins with [StreamStart].
@NullMarked
package dev.holdfast.practices.backup.stream;

import org.jspecify.annotations.NullMarked;
