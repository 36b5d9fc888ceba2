package dev.holdfast.branchfs.fuse;

import dev.holdfast.branchfs.kernel.ErrnoException;
import dev.holdfast.branchfs.kernel.FuseDevice;
import dev.holdfast.branchfs.overlay.Health;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Reads requests from its device and answers them, one after the other, until the mount is gone.
final class ServingThread implements Runnable {
    private static final int PAGE = 4096;

    private final FuseDevice device;
    private final Dispatch dispatch;
    private final Health health;
    private final Runnable abandoned;
    private final MemorySegment buffer = Arena.ofAuto().allocate(Handshake.REQUEST_BYTES, PAGE);
    private final Request request = new Request(buffer);
    private final Reply reply = new Reply();

    /// @param abandoned called when it ends though there is a mount, whose users would wait for
    ///   ever
    ServingThread(FuseDevice device, Dispatch dispatch, Health health, Runnable abandoned) {
        this.device = device;
        this.dispatch = dispatch;
        this.health = health;
        this.abandoned = abandoned;
    }

    @Override
    public void run() {
        boolean ended = false;
        try {
            for (int count = 0; count != FuseDevice.ENDED; count = device.read(buffer)) {
                if (count >= Request.HEADER) {
                    serve();
                }
            }
            ended = true;
        } catch (ErrnoException e) {
            health.breaks("the kernel's requests cannot be read", e);
        } finally {
            if (!ended) {
                abandoned.run();
            }
        }
    }

    private void serve() throws ErrnoException {
        Answer answer = new Answer(device, request.unique(), health);
        try {
            int result = dispatch.dispatch(request, reply, answer);
            if (result != Dispatch.NO_ANSWER) {
                answer.give(reply, result);
                dispatch.answered(request);
            }
        } catch (IOException | RuntimeException e) {
            answer.fail(reply, e);
        }
    }
}
