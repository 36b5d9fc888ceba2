package dev.holdfast.branchfs.fuse;

import dev.holdfast.branchfs.kernel.Errno;
import dev.holdfast.branchfs.overlay.FileContent;
import dev.holdfast.branchfs.overlay.Overlay;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Answers what is about the content of files.
final class ContentRequests {
    private static final int BLOCK = 4096;
    private static final int LONGEST_NAME = 255;
    private static final int SPACE_BYTES = 80;
    private static final int KEEP_SIZE = 1;

    /// `FUSE_WRITE_CACHE`: whoever wrote this was told long ago that it is written.
    private static final int DELAYED = 1;

    /// `FUSE_WRITE_KILL_SUIDGID`
    private static final int DROP_PRIVILEGES = 4;

    private final Overlay overlay;
    private final Deferred deferred;

    ContentRequests(Overlay overlay, Deferred deferred) {
        this.overlay = overlay;
        this.deferred = deferred;
    }

    /// `struct fuse_read_in`.
    int read(Request request, Reply reply, Answer answer) throws IOException {
        FileContent content = overlay.namespace().content(request.node());
        long position = request.int64(8);
        int count = Math.min(request.int32(16), Handshake.MAX_WRITE);
        int done = content.read(position, reply.room(count));
        if (done == FileContent.MUST_FETCH) {
            deferred.run(
                    answer, (later, scratch) -> content.read(position, later.room(count), scratch));
            return Dispatch.NO_ANSWER;
        }
        return done;
    }

    /// `struct fuse_write_in`.
    int write(Request request, Reply reply, Answer answer) throws IOException {
        long position = request.int64(8);
        int count = request.int32(16);
        int flags = request.int32(20);
        if ((flags & DELAYED) != 0) {
            answer.breaksWhenItFails(
                    "what was written to inode %d at %d is lost"
                            .formatted(request.node(), position));
        }
        overlay.namespace().written(request.node(), (flags & DROP_PRIVILEGES) != 0);
        FileContent content = overlay.namespace().content(request.node());
        MemorySegment bytes = request.bytes(40, count);
        if (content.write(position, bytes)) {
            return written(reply, count);
        }
        MemorySegment copy = Arena.ofAuto().allocate(count).copyFrom(bytes);
        deferred.run(
                answer,
                (later, scratch) -> {
                    content.write(position, copy, scratch);
                    return written(later, count);
                });
        return Dispatch.NO_ANSWER;
    }

    /// `struct fuse_write_out`.
    private static int written(Reply reply, int count) {
        reply.int32(0, count);
        reply.int32(4, 0);
        return 8;
    }

    /// `struct fuse_fallocate_in`.
    int allocate(Request request) throws IOException {
        int mode = request.int32(24);
        if ((mode & ~KEEP_SIZE) != 0) {
            return -Errno.EOPNOTSUPP;
        }
        overlay.namespace()
                .content(request.node())
                .allocate(request.int64(8), request.int64(16), (mode & KEEP_SIZE) == 0);
        return 0;
    }

    /// `struct fuse_statfs_out`.
    int space(Reply reply) throws IOException {
        Overlay.Space space = overlay.space();
        reply.clear(SPACE_BYTES);
        reply.int64(0, space.totalBytes() / BLOCK);
        reply.int64(8, space.freeBytes() / BLOCK);
        reply.int64(16, space.freeBytes() / BLOCK);
        reply.int32(40, BLOCK);
        reply.int32(44, LONGEST_NAME);
        reply.int32(48, BLOCK);
        return SPACE_BYTES;
    }
}
