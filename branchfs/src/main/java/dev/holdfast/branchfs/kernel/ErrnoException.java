package dev.holdfast.branchfs.kernel;

import java.io.IOException;

/// What the kernel answered, or what it is to be answered.
public final class ErrnoException extends IOException {
    private final int errno;

    /// @param what what failed, on which object
    public ErrnoException(int errno, String what) {
        super(what + ": " + Errno.describe(errno));
        this.errno = errno;
    }

    public int errno() {
        return errno;
    }
}
