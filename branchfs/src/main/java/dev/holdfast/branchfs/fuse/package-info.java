/// The kernel's FUSE protocol, spoken on `/dev/fuse`; its words are those of `linux/fuse.h`.
///
/// A [dev.holdfast.branchfs.fuse.FuseSession] has a few serving threads. Each reads a request,
/// answers it from what is in memory or in the overlay, and reads the next. What must be fetched
/// from below first is **deferred** to other threads, so that a slow storage never stops the
/// serving ones; it is answered with EIO when it takes too long.
///
/// All are platform threads: a virtual one keeps its carrier while it waits for the device, and
/// whoever waits for the mount in the same process may keep the last of them.
///
/// Left to the kernel, by answering ENOSYS once: open, flush, fsync, access, extended attributes,
/// lseek, copy_file_range. Locks are its own as well.
@NullMarked
package dev.holdfast.branchfs.fuse;

import org.jspecify.annotations.NullMarked;
