package dev.holdfast.branchfs.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// One open `/dev/fuse`. One thread reads from it; any thread may answer what it read, and must do
/// so on the same device.
public final class FuseDevice implements AutoCloseable {
    /// What [#read] says when the file system was unmounted or its connection aborted.
    public static final int ENDED = -1;

    static final String PATH = "/dev/fuse";

    private static final int READ_WRITE = 2;
    private static final int CLOSE_ON_EXEC = 02000000;

    /// `FUSE_DEV_IOC_CLONE`: `_IOR(229, 0, uint32_t)`
    private static final long CLONE = 0x8004E500L;

    private final int descriptor;

    FuseDevice(int descriptor) {
        this.descriptor = descriptor;
    }

    static FuseDevice open() throws ErrnoException {
        int descriptor = SystemCalls.open(PATH, READ_WRITE | CLOSE_ON_EXEC, 0);
        if (descriptor < 0) {
            throw new ErrnoException(-descriptor, "could not open " + PATH);
        }
        return new FuseDevice(descriptor);
    }

    int descriptor() {
        return descriptor;
    }

    /// Another queue of the same connection, so that threads do not wait for each other in the
    /// kernel.
    public FuseDevice another() throws ErrnoException {
        FuseDevice clone = open();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment original = arena.allocateFrom(ValueLayout.JAVA_INT, descriptor);
            int result = SystemCalls.ioctl(clone.descriptor, CLONE, original);
            if (result < 0) {
                clone.close();
                throw new ErrnoException(-result, "could not clone " + PATH);
            }
        }
        return clone;
    }

    /// The next request.
    ///
    /// @return its length, 0 when there was none after all, or [#ENDED]
    public int read(MemorySegment buffer) throws ErrnoException {
        long count = SystemCalls.read(descriptor, buffer, buffer.byteSize());
        if (count >= 0) {
            return (int) count;
        }
        return switch ((int) -count) {
            // ENOENT: the request was taken back before it was read
            case Errno.EINTR, Errno.EAGAIN, Errno.ENOENT -> 0;
            case Errno.ENODEV, Errno.ECONNABORTED -> ENDED;
            default -> throw new ErrnoException((int) -count, "could not read " + PATH);
        };
    }

    /// Answers. A request that nobody waits for any more is no mistake.
    public void write(MemorySegment answer, int count) throws ErrnoException {
        long result = SystemCalls.write(descriptor, answer, count);
        if (result < 0) {
            switch ((int) -result) {
                case Errno.ENOENT,
                        Errno.ENODEV,
                        Errno.ECONNABORTED,
                        Errno.ENOTCONN,
                        Errno.EPERM -> {}
                default ->
                        throw new ErrnoException(
                                (int) -result, "could not answer %d bytes".formatted(count));
            }
        }
    }

    @Override
    public void close() {
        SystemCalls.close(descriptor);
    }
}
