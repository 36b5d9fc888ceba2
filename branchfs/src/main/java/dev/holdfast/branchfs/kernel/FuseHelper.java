package dev.holdfast.branchfs.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/// Mounts by fusermount3, which has the right to, and hands the open device over through a socket.
/// Started by `posix_spawn`: a `ProcessBuilder` closes the socket's other end in the child.
final class FuseHelper {
    private static final int UNIX = 1;
    private static final int STREAM = 1;
    private static final int CLOSE_ON_EXEC = 0x40000000;

    // struct msghdr and struct cmsghdr of 64-bit Linux
    private static final int MESSAGE_BYTES = 56;
    private static final int MESSAGE_VECTOR = 16;
    private static final int MESSAGE_VECTOR_LENGTH = 24;
    private static final int MESSAGE_CONTROL = 32;
    private static final int MESSAGE_CONTROL_BYTES = 40;
    private static final int CONTROL_BYTES = 64;
    private static final int CONTROL_TYPE = 12;
    private static final int CONTROL_DATA = 16;
    private static final int DESCRIPTORS = 1;

    private FuseHelper() {}

    static FuseDevice mount(Path program, Path directory, String options) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pair = arena.allocate(JAVA_INT, 2);
            int made = SystemCalls.socketpair(UNIX, STREAM, pair);
            if (made < 0) {
                throw new ErrnoException(-made, "could not make a socket");
            }
            int ours = pair.getAtIndex(JAVA_INT, 0);
            int theirs = pair.getAtIndex(JAVA_INT, 1);
            try {
                int pid = start(arena, program, directory, options, theirs);
                SystemCalls.close(theirs);
                theirs = -1;
                return new FuseDevice(receive(arena, ours, pid, program));
            } finally {
                SystemCalls.close(ours);
                if (theirs >= 0) {
                    SystemCalls.close(theirs);
                }
            }
        }
    }

    private static int start(Arena arena, Path program, Path directory, String options, int socket)
            throws ErrnoException {
        MemorySegment pid = arena.allocate(JAVA_INT);
        int failure =
                SystemCalls.spawn(
                        pid,
                        List.of(program.toString(), "-o", options, "--", directory.toString()),
                        List.of("_FUSE_COMMFD=" + socket, "PATH=/usr/sbin:/usr/bin:/sbin:/bin"));
        if (failure != 0) {
            throw new ErrnoException(failure, "could not start " + program);
        }
        return pid.get(JAVA_INT, 0);
    }

    private static int receive(Arena arena, int socket, int pid, Path program) throws IOException {
        MemorySegment control = arena.allocate(CONTROL_BYTES, Long.BYTES);
        long received;
        do {
            received = SystemCalls.recvmsg(socket, message(arena, control), CLOSE_ON_EXEC);
        } while (received == -Errno.EINTR);
        SystemCalls.waitpid(pid, arena.allocate(JAVA_INT));
        if (received <= 0 || control.get(JAVA_INT, CONTROL_TYPE) != DESCRIPTORS) {
            throw new IOException(program + " refused");
        }
        return control.get(JAVA_INT, CONTROL_DATA);
    }

    private static MemorySegment message(Arena arena, MemorySegment control) {
        MemorySegment vector = arena.allocate(2 * Long.BYTES, Long.BYTES);
        vector.set(ADDRESS, 0, arena.allocate(1));
        vector.set(JAVA_LONG, Long.BYTES, 1);
        MemorySegment message = arena.allocate(MESSAGE_BYTES, Long.BYTES);
        message.set(ADDRESS, MESSAGE_VECTOR, vector);
        message.set(JAVA_LONG, MESSAGE_VECTOR_LENGTH, 1);
        message.set(ADDRESS, MESSAGE_CONTROL, control);
        message.set(JAVA_LONG, MESSAGE_CONTROL_BYTES, CONTROL_BYTES);
        return message;
    }
}
