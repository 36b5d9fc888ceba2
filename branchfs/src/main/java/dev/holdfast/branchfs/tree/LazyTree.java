package dev.holdfast.branchfs.tree;

import java.util.List;

/// A read-only tree of files. It does not change while it is served.
public interface LazyTree {
    /// How much of a file is fetched at a time.
    int CHUNK_BYTES = 128 * 1024;

    /// Everything below the root: parents before what is in them, no path twice.
    List<TreeEntry> entries();
}
