package dev.holdfast.branchfs.kernel;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// The overlay's file. Not a `FileChannel`: that would be closed for everybody by the interrupt of
/// one reader, and cannot reserve space. Safe for many threads; after [#close] all fails.
public final class BackingFile implements AutoCloseable {
    private static final int READ_WRITE = 2;
    private static final int CLOSE_ON_EXEC = 02000000;

    private final Path path;
    private final int descriptor;

    /// Exclusive to close: the number of a closed descriptor is soon another file's.
    private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();

    private boolean closed;

    private BackingFile(Path path, int descriptor) {
        this.path = path;
        this.descriptor = descriptor;
    }

    /// A new file in `directory`, without a name: what is in it is gone when the process is,
    /// however it ends.
    public static BackingFile create(Path directory) throws IOException {
        Path path = Files.createTempFile(directory, "overlay-", "");
        try {
            return open(path);
        } finally {
            Files.delete(path);
        }
    }

    private static BackingFile open(Path path) throws ErrnoException {
        int descriptor = SystemCalls.open(path.toString(), READ_WRITE | CLOSE_ON_EXEC, 0);
        if (descriptor < 0) {
            throw new ErrnoException(-descriptor, "could not open " + path);
        }
        return new BackingFile(path, descriptor);
    }

    /// Fills `target`; what was never written is zeros, behind the end of the file too.
    public void read(long position, MemorySegment target) throws ErrnoException {
        using(
                "read",
                () -> {
                    long done = 0;
                    while (done < target.byteSize()) {
                        long count =
                                SystemCalls.pread(
                                        descriptor,
                                        target.asSlice(done),
                                        target.byteSize() - done,
                                        position + done);
                        if (count == 0) {
                            target.asSlice(done).fill((byte) 0);
                            return;
                        }
                        done += advanced(count, "read");
                    }
                });
    }

    private interface Use {
        void run() throws ErrnoException;
    }

    private void using(String verb, Use action) throws ErrnoException {
        use.readLock().lock();
        try {
            if (closed) {
                throw new ErrnoException(Errno.EIO, "could not " + verb + " " + path + ", closed");
            }
            action.run();
        } finally {
            use.readLock().unlock();
        }
    }

    public void write(long position, MemorySegment bytes) throws ErrnoException {
        using(
                "write",
                () -> {
                    long done = 0;
                    while (done < bytes.byteSize()) {
                        done +=
                                advanced(
                                        SystemCalls.pwrite(
                                                descriptor,
                                                bytes.asSlice(done),
                                                bytes.byteSize() - done,
                                                position + done),
                                        "write");
                    }
                });
    }

    private long advanced(long count, String verb) throws ErrnoException {
        if (count >= 0) {
            return count;
        }
        if (count == -Errno.EINTR) {
            return 0;
        }
        throw new ErrnoException((int) -count, "could not " + verb + " " + path);
    }

    /// Takes the space on disk now, so that a later write does not lack it; where the file system
    /// below cannot do that, nothing.
    public void reserve(long position, long count) throws ErrnoException {
        using(
                "reserve space in",
                () -> {
                    int result = SystemCalls.fallocate(descriptor, 0, position, count);
                    if (result < 0 && result != -Errno.EOPNOTSUPP && result != -Errno.ENOSYS) {
                        throw new ErrnoException(-result, "could not reserve space in " + path);
                    }
                });
    }

    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                SystemCalls.close(descriptor);
            }
        } finally {
            use.writeLock().unlock();
        }
    }
}
