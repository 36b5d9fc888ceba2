/// Opens a snapshot as files, and as a running, isolated server.
///
/// Today a branch is **materialised**: [Materialiser] writes all its files into a [Destination]; a
/// [Branch] starts a server on them in the scratch directory. Restore and proof both stand on this.
@NullMarked
package dev.holdfast.practices.branch;

import org.jspecify.annotations.NullMarked;
