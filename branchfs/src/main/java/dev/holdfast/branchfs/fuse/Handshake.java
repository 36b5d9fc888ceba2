package dev.holdfast.branchfs.fuse;

import dev.holdfast.branchfs.kernel.Errno;
import java.time.Duration;

/// INIT: what both sides can do. Flags are those of `FUSE_INIT`, by the number of their bit.
final class Handshake {
    /// The longest write, and the longest read with as many pages.
    static final int MAX_WRITE = 1 << 20;

    /// What a serving thread reads into.
    static final int REQUEST_BYTES = MAX_WRITE + 8192;

    private static final int MAJOR = 7;
    private static final int MINOR = 45;

    /// Before, the answer was shorter. Linux 3.15
    private static final int OLDEST_MINOR = 23;

    /// Since when the request has a second word of flags. Linux 5.17
    private static final int SECOND_FLAGS_MINOR = 36;

    private static final int MAX_READ_AHEAD = 16 << 20;
    private static final int MAX_BACKGROUND = 64;
    private static final int CONGESTED = 48;
    private static final int MAX_PAGES = MAX_WRITE / 4096;
    private static final int ANSWER_BYTES = 64;

    /// Not ATOMIC_O_TRUNC (3): together with NO_OPEN_SUPPORT the truncation is lost.
    private static final long WANTED =
            bit(0) // ASYNC_READ
                    | bit(5) // BIG_WRITES
                    | bit(13) // DO_READDIRPLUS
                    | bit(14) // READDIRPLUS_AUTO
                    | bit(16) // WRITEBACK_CACHE
                    | bit(17) // NO_OPEN_SUPPORT
                    | bit(18) // PARALLEL_DIROPS
                    | bit(21) // ABORT_ERROR
                    | bit(22) // MAX_PAGES
                    | bit(23) // CACHE_SYMLINKS
                    | bit(24) // NO_OPENDIR_SUPPORT
                    | bit(25) // EXPLICIT_INVAL_DATA
                    | bit(28) // HANDLE_KILLPRIV_V2
                    | bit(30) // INIT_EXT
                    | bit(42); // REQUEST_TIMEOUT

    private Handshake() {}

    private static long bit(int number) {
        return 1L << number;
    }

    /// @param stalled after which the kernel ends the connection when it gets no answer at all: a
    ///   process that waits for a stopped one cannot be killed
    static int answer(Request request, Reply reply, Duration stalled) {
        int minor = request.int32(4);
        if (request.int32(0) != MAJOR || minor < OLDEST_MINOR) {
            return -Errno.EOPNOTSUPP;
        }
        long offered = Integer.toUnsignedLong(request.int32(12));
        if (minor >= SECOND_FLAGS_MINOR) {
            offered |= (long) request.int32(16) << 32;
        }
        long flags = WANTED & offered;
        reply.clear(ANSWER_BYTES);
        reply.int32(0, MAJOR);
        reply.int32(4, Math.min(minor, MINOR));
        reply.int32(8, MAX_READ_AHEAD);
        reply.int32(12, (int) flags);
        reply.int16(16, MAX_BACKGROUND);
        reply.int16(18, CONGESTED);
        reply.int32(20, MAX_WRITE);
        reply.int32(24, 1); // times in nanoseconds
        reply.int16(28, MAX_PAGES);
        reply.int32(32, (int) (flags >>> 32));
        reply.int16(40, (int) Math.min(stalled.toSeconds(), 0xFFFF));
        return ANSWER_BYTES;
    }
}
