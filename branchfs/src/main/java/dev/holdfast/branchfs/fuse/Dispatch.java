package dev.holdfast.branchfs.fuse;

import dev.holdfast.branchfs.kernel.Errno;
import dev.holdfast.branchfs.overlay.Overlay;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

/// Leads each request to who answers it.
final class Dispatch {
    /// There will be none, or it comes later.
    static final int NO_ANSWER = Integer.MIN_VALUE;

    private final Overlay overlay;
    private final NamespaceRequests names;
    private final ContentRequests contents;
    private final Duration stalled;
    private final Runnable mounted;

    /// @param mounted called when the kernel may send requests
    Dispatch(
            Overlay overlay,
            Deferred deferred,
            InstantSource clock,
            Duration stalled,
            Runnable mounted) {
        this.overlay = overlay;
        this.names = new NamespaceRequests(overlay.namespace(), clock);
        this.contents = new ContentRequests(overlay, deferred);
        this.stalled = stalled;
        this.mounted = mounted;
    }

    /// @return the length of what is in the reply, a negated errno, or [#NO_ANSWER]
    int dispatch(Request request, Reply reply, Answer answer) throws IOException {
        switch (request.opcode()) {
            case Opcode.FORGET -> names.forget(request);
            case Opcode.BATCH_FORGET -> names.forgetSeveral(request);
            case Opcode.INIT -> {
                return Handshake.answer(request, reply, stalled);
            }
            case Opcode.DESTROY, Opcode.RELEASE, Opcode.RELEASEDIR, Opcode.FSYNCDIR -> {
                return 0;
            }
            default -> {
                return overlay.health().isBroken()
                        ? -Errno.EIO
                        : answerFromBranch(request, reply, answer);
            }
        }
        return NO_ANSWER;
    }

    private int answerFromBranch(Request request, Reply reply, Answer answer) throws IOException {
        return switch (request.opcode()) {
            case Opcode.LOOKUP -> names.lookup(request, reply);
            case Opcode.GETATTR -> names.attributes(request, reply);
            case Opcode.SETATTR -> names.change(request, reply);
            case Opcode.READLINK -> names.target(request, reply);
            case Opcode.SYMLINK -> names.symlink(request, reply);
            case Opcode.MKNOD -> names.mknod(request, reply);
            case Opcode.MKDIR -> names.mkdir(request, reply);
            case Opcode.CREATE -> names.create(request, reply);
            case Opcode.LINK -> names.link(request, reply);
            case Opcode.UNLINK -> names.unlink(request);
            case Opcode.RMDIR -> names.rmdir(request);
            case Opcode.RENAME -> names.rename(request);
            case Opcode.RENAME2 -> names.renameWithFlags(request);
            case Opcode.READDIR -> names.list(request, reply, false);
            case Opcode.READDIRPLUS -> names.list(request, reply, true);
            case Opcode.READ -> contents.read(request, reply, answer);
            case Opcode.WRITE -> contents.write(request, reply, answer);
            case Opcode.FALLOCATE -> contents.allocate(request);
            case Opcode.STATFS -> contents.space(reply);
            // the kernel does these by itself from now on
            default -> -Errno.ENOSYS;
        };
    }

    void answered(Request request) {
        if (request.opcode() == Opcode.INIT) {
            mounted.run();
        }
    }
}
