/// What the file system reads from: [LazyTree], a tree that never changes, whose files' sizes are
/// known before and whose content is fetched chunk by chunk on first touch.
@NullMarked
package dev.holdfast.branchfs.tree;

import org.jspecify.annotations.NullMarked;
