/// The kernel, as far as the file system needs it: `/dev/fuse`
/// ([dev.holdfast.branchfs.kernel.FuseDevice]), mounting with the rights that there are
/// ([dev.holdfast.branchfs.kernel.MountAbility], [dev.holdfast.branchfs.kernel.Mounter]), what is
/// mounted ([dev.holdfast.branchfs.kernel.MountTable]), and the overlay's file
/// ([dev.holdfast.branchfs.kernel.BackingFile]). Called through the foreign function interface,
/// without a library of C. Linux only.
@NullMarked
package dev.holdfast.branchfs.kernel;

import org.jspecify.annotations.NullMarked;
