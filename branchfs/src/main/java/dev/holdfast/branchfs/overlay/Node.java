package dev.holdfast.branchfs.overlay;

/// What a name leads to. Its fields belong to the namespace.
abstract sealed class Node permits Directory, FileNode, LinkNode, SpecialNode {
    final long id;
    int mode;
    int uid;
    int gid;
    int links = 1;

    /// How often the kernel was told of it and did not say that it forgot.
    long lookups;

    volatile long accessed;
    volatile long modified;
    volatile long changed;

    Node(long id, int mode, Owner owner, long now) {
        this.id = id;
        this.mode = mode;
        this.uid = owner.uid();
        this.gid = owner.gid();
        touch(now);
        accessed = now;
    }

    final void touch(long now) {
        modified = now;
        changed = now;
    }

    long size() {
        return 0;
    }

    /// The last name and the kernel's last interest are gone.
    void discard() {}

    final Attributes attributes() {
        return new Attributes(id, mode, size(), links, uid, gid, accessed, modified, changed);
    }
}
