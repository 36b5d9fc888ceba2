/// A tree that can be written to, over one that cannot.
///
/// The [dev.holdfast.branchfs.overlay.Namespace] holds directories, names and modes, in memory. The
/// content of a file ([dev.holdfast.branchfs.overlay.FileContent]) is cut into **chunks** of 128
/// KiB, and those into **blocks** of 4 KiB, the kernel's pages: with its write-back cache it cuts
/// writes there. A block is either **present** in the overlay, or stands in the tree below, or is
/// zeros.
///
/// The overlay is one sparse file of chunk-sized **slots** ([dev.holdfast.branchfs.overlay.Slots]).
/// A chunk gets a slot when it is first read (**hydration**: decoded once, however often it is
/// read) or written. A **clean** chunk, of which nothing was written, gives its slot up when there
/// is no other; a **lasting** one never does. So the file never grows beyond its quota.
///
/// Locks, in this order: the namespace, a content's shared or exclusive lock, a chunk, the slots.
/// None is held while something is fetched from below.
@NullMarked
package dev.holdfast.branchfs.overlay;

import org.jspecify.annotations.NullMarked;
