package dev.holdfast.branchfs.overlay;

import dev.holdfast.branchfs.kernel.Errno;
import dev.holdfast.branchfs.kernel.ErrnoException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/// The content of one file: what was written over what stands below. Safe for many threads. Reads
/// and writes share the file and exclude each other by chunk; what cuts the file has it alone.
///
/// Reading and writing come in two forms. Without a `scratch` they never wait for the tree below,
/// and say when they would have to; with one, as long as a chunk and used by nobody else, they
/// fetch what is missing.
public final class FileContent {
    /// What [#read] says when something must be fetched first.
    public static final int MUST_FETCH = -1;

    /// No segment of a server is longer, and the table of chunks stays small.
    private static final long LONGEST = 1L << 40;

    private final Store store;
    private final Below below;
    private final AtomicLong size;
    private final Sequence sequence = new Sequence();
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    /// How much of the tree below still counts; changed by who has the file alone.
    private long base;

    /// Guarded by this; cut by who has the file alone.
    private @Nullable Chunk[] chunks = {};

    FileContent(Store store, Below below) {
        this.store = store;
        this.below = below;
        this.size = new AtomicLong(below.sizeBytes());
        this.base = below.sizeBytes();
    }

    public long size() {
        return size.get();
    }

    /// What is done to one chunk, perhaps again when it was fetched.
    private interface Step {
        /// @param fetched the chunk as it stands below, or nothing where it was not fetched
        /// @return whether it is done; always, where it was fetched
        boolean attempt(@Nullable MemorySegment fetched) throws IOException;
    }

    /// Reads from `position` as much as there is, at most as `target` is long.
    ///
    /// @return how much, or [#MUST_FETCH]
    public int read(long position, MemorySegment target) throws IOException {
        int count = available(position, target);
        for (int done = 0; done < count; ) {
            Piece piece = Piece.of(position + done, count - done);
            MemorySegment part = target.asSlice(done, piece.length());
            if (!readPiece(piece, part, null)) {
                return MUST_FETCH;
            }
            done += piece.length();
        }
        readAhead(position, count);
        return count;
    }

    /// The same, and fetches what is missing.
    public int read(long position, MemorySegment target, MemorySegment scratch)
            throws IOException, InterruptedException {
        int count = available(position, target);
        readAhead(position, count);
        for (int done = 0; done < count; ) {
            Piece piece = Piece.of(position + done, count - done);
            MemorySegment part = target.asSlice(done, piece.length());
            untilDone(piece.chunk(), scratch, fetched -> readPiece(piece, part, fetched));
            done += piece.length();
        }
        return count;
    }

    private int available(long position, MemorySegment target) {
        return (int) Math.clamp(size.get() - position, 0, target.byteSize());
    }

    private void readAhead(long position, int count) {
        if (below.sizeBytes() > 0 && count > 0) {
            int reached = Piece.of(position + count - 1, 1).chunk();
            store.ahead().fetch(this, sequence.reached(reached), below.chunks());
        }
    }

    /// Writes all of `bytes` at `position`.
    ///
    /// @return whether it was written; else a part may have been, and something must be fetched
    public boolean write(long position, MemorySegment bytes) throws IOException {
        int count = writable(position, bytes);
        for (int done = 0; done < count; ) {
            Piece piece = Piece.of(position + done, count - done);
            if (!writePiece(piece, bytes.asSlice(done, piece.length()), null)) {
                return false;
            }
            done += piece.length();
        }
        return true;
    }

    /// The same, and fetches what is missing.
    public void write(long position, MemorySegment bytes, MemorySegment scratch)
            throws IOException, InterruptedException {
        int count = writable(position, bytes);
        for (int done = 0; done < count; ) {
            Piece piece = Piece.of(position + done, count - done);
            MemorySegment part = bytes.asSlice(done, piece.length());
            untilDone(piece.chunk(), scratch, fetched -> writePiece(piece, part, fetched));
            done += piece.length();
        }
    }

    private static int writable(long position, MemorySegment bytes) throws ErrnoException {
        if (position + bytes.byteSize() > LONGEST) {
            throw new ErrnoException(Errno.EFBIG, "a file of a branch ends at " + LONGEST);
        }
        return (int) bytes.byteSize();
    }

    /// Puts the chunk into the overlay, where there is room.
    void hydrate(int chunk, MemorySegment scratch) throws IOException, InterruptedException {
        untilDone(
                chunk,
                scratch,
                fetched ->
                        withChunk(
                                chunk,
                                held -> {
                                    if (fetched != null) {
                                        store.chunks().keepIfRoom(held, below(chunk), fetched);
                                    }
                                    return held.has(Chunk.blocksBefore(below(chunk)));
                                }));
    }

    /// Whether nothing of the chunk must be fetched.
    boolean isHere(int chunk) {
        try {
            return withChunk(chunk, held -> held.has(Chunk.blocksBefore(below(chunk))));
        } catch (IOException e) {
            throw new IllegalStateException("nothing was read", e);
        }
    }

    /// Holds no lock while it fetches. Ends: who fetched is done, and who waited for another's
    /// fetch finds it done, or fetches next.
    private void untilDone(int chunk, MemorySegment scratch, Step step)
            throws IOException, InterruptedException {
        while (!step.attempt(null)) {
            if (store.fetches().begin(this, chunk)) {
                try {
                    below.fetch(chunk, scratch, store.deadline());
                    store.figures().fetched();
                    step.attempt(scratch);
                    return;
                } finally {
                    store.fetches().end(this, chunk);
                }
            }
        }
    }

    private interface ChunkWork {
        boolean on(Chunk chunk) throws IOException;
    }

    private boolean withChunk(int index, ChunkWork work) throws IOException {
        lock.readLock().lock();
        try {
            Chunk chunk = chunk(index);
            chunk.lock.lock();
            try {
                return work.on(chunk);
            } finally {
                chunk.lock.unlock();
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    private synchronized Chunk chunk(int index) {
        if (index >= chunks.length) {
            int whole = Piece.of(Math.max(size.get(), 1) - 1, 1).chunk() + 1;
            chunks = Arrays.copyOf(chunks, Math.max(whole, index + 1));
        }
        Chunk chunk = chunks[index];
        if (chunk == null) {
            chunk = new Chunk();
            chunks[index] = chunk;
        }
        return chunk;
    }

    /// How many bytes of the chunk the tree below still gives.
    private int below(int index) {
        return Math.clamp(base - Piece.start(index), 0, Chunk.BYTES);
    }

    private boolean readPiece(Piece piece, MemorySegment target, @Nullable MemorySegment fetched)
            throws IOException {
        int index = piece.chunk();
        return withChunk(
                index, chunk -> store.chunks().read(chunk, piece, below(index), target, fetched));
    }

    private boolean writePiece(Piece piece, MemorySegment bytes, @Nullable MemorySegment fetched)
            throws IOException {
        int index = piece.chunk();
        return withChunk(
                index,
                chunk -> {
                    if (!store.chunks().write(chunk, piece, below(index), bytes, fetched)) {
                        return false;
                    }
                    size.accumulateAndGet(piece.end(), Math::max);
                    return true;
                });
    }

    /// Makes the file end at `end`: what was behind is gone, what is new is zeros.
    public void truncate(long end) throws IOException {
        if (end > LONGEST) {
            throw new ErrnoException(Errno.EFBIG, "a file of a branch ends at " + LONGEST);
        }
        lock.writeLock().lock();
        try {
            if (end < size.get()) {
                cut(end);
            }
            base = Math.min(base, end);
            size.set(end);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private synchronized void cut(long end) throws IOException {
        int whole = (int) ((end + Chunk.BYTES - 1) / Chunk.BYTES);
        for (int i = whole; i < chunks.length; i++) {
            Chunk chunk = chunks[i];
            if (chunk != null) {
                withChunk(i, store.chunks()::give);
            }
        }
        int rest = (int) (end % Chunk.BYTES);
        if (rest > 0 && whole <= chunks.length) {
            withChunk(whole - 1, chunk -> store.chunks().cut(chunk, rest));
        }
        chunks = Arrays.copyOf(chunks, Math.min(whole, chunks.length));
    }

    /// Takes the room for `count` bytes from `position` now, so that writing them will not find the
    /// disk full. All or nothing.
    ///
    /// @param extend whether the file becomes longer when it ended before
    public void allocate(long position, long count, boolean extend) throws IOException {
        long end = position + count;
        if (end > LONGEST) {
            throw new ErrnoException(Errno.EFBIG, "a file of a branch ends at " + LONGEST);
        }
        lock.readLock().lock();
        try {
            int first = Piece.of(position, 1).chunk();
            int last = Piece.of(end - 1, 1).chunk();
            allocate(first, last);
            if (extend) {
                size.accumulateAndGet(end, Math::max);
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    private void allocate(int first, int last) throws IOException {
        int next = first;
        try {
            for (; next <= last; next++) {
                withChunk(next, store.chunks()::promise);
            }
        } catch (ErrnoException e) {
            for (int i = first; i <= Math.min(next, last); i++) {
                withChunk(i, chunk -> chunk.present != 0 || store.chunks().give(chunk));
            }
            throw e;
        }
    }

    /// Gives all room back. The file is not used any more.
    void discard() {
        lock.writeLock().lock();
        try {
            cut(0);
            base = 0;
            size.set(0);
        } catch (IOException e) {
            throw new IllegalStateException("nothing was to be written", e);
        } finally {
            lock.writeLock().unlock();
        }
    }
}
