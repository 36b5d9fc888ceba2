package dev.holdfast.branchfs.fuse;

import dev.holdfast.branchfs.overlay.Attributes;
import dev.holdfast.branchfs.overlay.Mode;
import dev.holdfast.branchfs.overlay.Namespace;

/// A part of a directory: `struct fuse_dirent`, or `struct fuse_direntplus` with attributes.
final class ListingReply implements Namespace.Listing {
    private static final int DIRENT = 24;
    private static final int TYPE_SHIFT = 12;

    private final Reply reply;
    private final Namespace namespace;
    private final int room;
    private final boolean withAttributes;
    private int length;

    ListingReply(Reply reply, Namespace namespace, int room, boolean withAttributes) {
        this.reply = reply;
        this.namespace = namespace;
        this.room = room;
        this.withAttributes = withAttributes;
    }

    int length() {
        return length;
    }

    @Override
    public boolean add(String name, long cookie, Attributes attributes) {
        int before = withAttributes ? Reply.ENTRY : 0;
        int needed = (before + DIRENT + name.length() + 7) & ~7;
        if (length + needed > room) {
            return false;
        }
        if (withAttributes) {
            entry(name, attributes);
        }
        int at = length + before;
        reply.int64(at, attributes.id());
        reply.int64(at + 8, cookie);
        reply.int32(at + 16, name.length());
        reply.int32(at + 20, (attributes.mode() & Mode.TYPE) >> TYPE_SHIFT);
        reply.bytes(at + DIRENT, name);
        length += needed;
        return true;
    }

    /// The kernel does not look at the attributes of `.` and `..`, and does not count them.
    private void entry(String name, Attributes attributes) {
        reply.entry(length, attributes);
        if (name.equals(".") || name.equals("..")) {
            reply.int64(length, 0);
        } else {
            namespace.listed(attributes.id());
        }
    }
}
