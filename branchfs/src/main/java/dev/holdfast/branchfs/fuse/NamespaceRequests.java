package dev.holdfast.branchfs.fuse;

import dev.holdfast.branchfs.kernel.Errno;
import dev.holdfast.branchfs.kernel.ErrnoException;
import dev.holdfast.branchfs.overlay.AttributeChange;
import dev.holdfast.branchfs.overlay.Attributes;
import dev.holdfast.branchfs.overlay.Creation;
import dev.holdfast.branchfs.overlay.Mode;
import dev.holdfast.branchfs.overlay.Namespace;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Answers what is about names and attributes. Each method gives the length of what it has put into
/// the reply.
final class NamespaceRequests {
    private static final int NO_REPLACE = 1;
    private static final long NANOS = 1_000_000_000L;

    // FATTR_…
    private static final int MODE = 1;
    private static final int UID = 1 << 1;
    private static final int GID = 1 << 2;
    private static final int SIZE = 1 << 3;
    private static final int ACCESSED = 1 << 4;
    private static final int MODIFIED = 1 << 5;
    private static final int ACCESSED_NOW = 1 << 7;
    private static final int MODIFIED_NOW = 1 << 8;
    private static final int CHANGED = 1 << 10;
    private static final int DROP_PRIVILEGES = 1 << 11;

    private final Namespace namespace;
    private final InstantSource clock;

    NamespaceRequests(Namespace namespace, InstantSource clock) {
        this.namespace = namespace;
        this.clock = clock;
    }

    int lookup(Request request, Reply reply) throws ErrnoException {
        Attributes found = namespace.find(request.node(), request.name(0));
        return found == null ? reply.noEntry() : reply.entry(0, found);
    }

    void forget(Request request) {
        namespace.forget(request.node(), request.int64(0));
    }

    void forgetSeveral(Request request) {
        int count = request.int32(0);
        for (int i = 0; i < count; i++) {
            namespace.forget(request.int64(8 + 16 * i), request.int64(16 + 16 * i));
        }
    }

    int attributes(Request request, Reply reply) throws ErrnoException {
        return reply.attributes(namespace.attributes(request.node()));
    }

    /// `struct fuse_setattr_in`.
    int change(Request request, Reply reply) throws IOException {
        int valid = request.int32(0);
        if ((valid & SIZE) != 0) {
            namespace.content(request.node()).truncate(request.int64(16));
            namespace.written(request.node(), false);
        }
        AttributeChange change =
                new AttributeChange(
                        number(valid, MODE, request.int32(68)),
                        number(valid, UID, request.int32(76)),
                        number(valid, GID, request.int32(80)),
                        time(valid, ACCESSED, ACCESSED_NOW, request, 32),
                        time(valid, MODIFIED, MODIFIED_NOW, request, 40),
                        time(valid, CHANGED, 0, request, 48),
                        (valid & (DROP_PRIVILEGES | UID | GID)) != 0);
        return reply.attributes(namespace.change(request.node(), change));
    }

    private static @Nullable Integer number(int valid, int flag, int value) {
        return (valid & flag) == 0 ? null : value;
    }

    /// Seconds stand at `offset`, the nanoseconds of the three times behind each other.
    private @Nullable Long time(int valid, int flag, int now, Request request, int offset) {
        if ((valid & now) != 0) {
            return Namespace.nanoseconds(clock.instant());
        }
        int nanos = 56 + (offset - 32) / 2;
        return (valid & flag) == 0
                ? null
                : (Long) (request.int64(offset) * NANOS + request.int32(nanos));
    }

    int target(Request request, Reply reply) throws ErrnoException {
        return reply.bytes(0, namespace.target(request.node()));
    }

    int symlink(Request request, Reply reply) throws ErrnoException {
        String name = request.name(0);
        Creation creation = creation(request, name, Mode.LINK);
        String target = request.name(name.length() + 1);
        return reply.entry(0, namespace.createLink(creation, target));
    }

    int mknod(Request request, Reply reply) throws ErrnoException {
        Creation creation = creation(request, request.name(16), request.int32(0));
        return reply.entry(0, namespace.create(creation));
    }

    int mkdir(Request request, Reply reply) throws ErrnoException {
        int mode = Mode.DIRECTORY | (request.int32(0) & Mode.PERMISSIONS);
        Creation creation = creation(request, request.name(8), mode);
        return reply.entry(0, namespace.create(creation));
    }

    /// Opens as well: `struct fuse_open_out`, with a file handle that nobody asks for.
    int create(Request request, Reply reply) throws ErrnoException {
        int keepCache = 2;
        int mode = Mode.REGULAR | (request.int32(4) & Mode.PERMISSIONS);
        Creation creation = creation(request, request.name(16), mode);
        int length = reply.entry(0, namespace.create(creation));
        reply.int64(length, 0);
        reply.int32(length + 8, keepCache);
        reply.int32(length + 12, 0);
        return length + 16;
    }

    private static Creation creation(Request request, String name, int mode) {
        return new Creation(request.node(), name, mode, request.uid(), request.gid());
    }

    int link(Request request, Reply reply) throws ErrnoException {
        return reply.entry(0, namespace.link(request.int64(0), request.node(), request.name(8)));
    }

    int unlink(Request request) throws ErrnoException {
        namespace.unlink(request.node(), request.name(0));
        return 0;
    }

    int rmdir(Request request) throws ErrnoException {
        namespace.removeDirectory(request.node(), request.name(0));
        return 0;
    }

    int rename(Request request) throws ErrnoException {
        return rename(request, 8, 0);
    }

    int renameWithFlags(Request request) throws ErrnoException {
        return rename(request, 16, request.int32(8));
    }

    private int rename(Request request, int offset, int flags) throws ErrnoException {
        if ((flags & ~NO_REPLACE) != 0) {
            return -Errno.EINVAL;
        }
        String from = request.name(offset);
        String to = request.name(offset + from.length() + 1);
        boolean replaces = (flags & NO_REPLACE) == 0;
        namespace.rename(new Namespace.Move(request.node(), from, request.int64(0), to, replaces));
        return 0;
    }

    int list(Request request, Reply reply, boolean withAttributes) throws ErrnoException {
        int room = Math.min(request.int32(16), Handshake.MAX_WRITE);
        ListingReply listing = new ListingReply(reply, namespace, room, withAttributes);
        namespace.list(request.node(), request.int64(8), listing);
        return listing.length();
    }
}
