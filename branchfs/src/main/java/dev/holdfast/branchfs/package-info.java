/// A lazy file system: a tree that is fetched when it is touched, and can be written to, mounted
/// where a server can start on it.
///
/// ```
/// server ─▶ kernel ─▶ /dev/fuse ─▶ fuse (requests) ─▶ overlay (names, chunks, slots) ─▶ tree (a port)
/// ```
///
/// Start reading at [dev.holdfast.branchfs.BranchFileSystem], then
/// [dev.holdfast.branchfs.tree.LazyTree] (what the content comes from), `overlay.FileContent` (what
/// happens on a read and a write) and `fuse.Dispatch` (the protocol). Knows nothing of PostgreSQL,
/// nor of vaults.
@NullMarked
package dev.holdfast.branchfs;

import org.jspecify.annotations.NullMarked;
