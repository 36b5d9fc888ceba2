package dev.holdfast.branchfs.tree;

import java.time.Instant;

/// What stands at one path of a [LazyTree].
public sealed interface TreeEntry {
    /// Relative to the root, `/` between names, as in `base/5/1259`.
    String path();

    /// @param permissions the mode without its type, as in 0700
    record Directory(String path, int permissions, Instant modified) implements TreeEntry {}

    /// @param permissions the mode without its type, as in 0600
    record RegularFile(
            String path, int permissions, Instant modified, long sizeBytes, LazyContent content)
            implements TreeEntry {
        public RegularFile {
            if (sizeBytes < 0) {
                throw new IllegalArgumentException(path + " has " + sizeBytes + " bytes");
            }
        }
    }

    record SymbolicLink(String path, String target, Instant modified) implements TreeEntry {}
}
