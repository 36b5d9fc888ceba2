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
    ///
    /// @return whether it had to be fetched
    boolean hydrate(int chunk, MemorySegment scratch) throws IOException, InterruptedException {
        if (isHere(chunk)) {
            return false;
        }
        Piece whole = new Piece(chunk, 0, Chunk.BYTES);
        untilDone(chunk, scratch, fetched -> keepPiece(whole, fetched));
        return true;
    }

    /// Whether nothing of the chunk must be fetched.
    boolean isHere(int chunk) {
        lock.readLock().lock();
        try {
            return withChunk(chunk, held -> held.has(belowIn(chunk)));
        } catch (IOException e) {
            throw new IllegalStateException("nothing was read", e);
        } finally {
            lock.readLock().unlock();
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
        Chunk chunk = chunk(index);
        chunk.lock.lock();
        try {
            return work.on(chunk);
        } finally {
            chunk.lock.unlock();
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

    private boolean readPiece(Piece piece, MemorySegment target, @Nullable MemorySegment fetched)
            throws IOException {
        lock.readLock().lock();
        try {
            return withChunk(
                    piece.chunk(),
                    chunk -> {
                        if (fetched != null) {
                            keepIfRoom(piece.chunk(), chunk, fetched);
                        }
                        return copyOut(piece, chunk, target, fetched);
                    });
        } finally {
            lock.readLock().unlock();
        }
    }

    private boolean keepPiece(Piece piece, @Nullable MemorySegment fetched) throws IOException {
        lock.readLock().lock();
        try {
            return withChunk(
                    piece.chunk(),
                    chunk -> {
                        if (fetched != null) {
                            keepIfRoom(piece.chunk(), chunk, fetched);
                        }
                        return fetched != null || chunk.has(belowIn(piece.chunk()));
                    });
        } finally {
            lock.readLock().unlock();
        }
    }

    private boolean copyOut(
            Piece piece, Chunk chunk, MemorySegment target, @Nullable MemorySegment fetched)
            throws IOException {
        int absent = piece.blocks() & ~chunk.present;
        if (fetched == null && (absent & belowIn(piece.chunk())) != 0) {
            return false;
        }
        chunk.recent = true;
        for (int at = piece.from(); at < piece.to(); ) {
            int end = Runs.end(chunk.present, at, piece.to());
            MemorySegment part = target.asSlice(at - piece.from(), end - at);
            if (Runs.has(chunk.present, at)) {
                store.slots().read(chunk, at, part);
            } else if (fetched == null) {
                part.fill((byte) 0);
            } else {
                part.copyFrom(fetched.asSlice(at, end - at));
            }
            at = end;
        }
        return true;
    }

    /// What cannot be kept is read again from below: slower, and nothing is lost.
    private void keepIfRoom(int index, Chunk chunk, MemorySegment fetched) {
        int missing = clip(index, fetched) & ~chunk.present;
        boolean room =
                missing == 0 || chunk.slot != Chunk.NO_SLOT || store.slots().takeClean(chunk);
        if (!room) {
            store.figures().unkept();
            return;
        }
        try {
            keep(chunk, missing, fetched);
        } catch (ErrnoException e) {
            store.figures().unkept();
            if (!chunk.lasting) {
                store.slots().release(chunk);
            }
        }
    }

    /// Blocks that were written meanwhile are left alone.
    private void keep(Chunk chunk, int missing, MemorySegment fetched) throws ErrnoException {
        for (int at = 0; at < Chunk.BYTES; ) {
            int end = Runs.end(missing, at, Chunk.BYTES);
            if (Runs.has(missing, at)) {
                store.slots().keep(chunk, at, fetched.asSlice(at, end - at));
            }
            at = end;
        }
        chunk.present |= missing;
    }

    /// Makes zeros of what is behind the base, which may have moved while it was fetched.
    ///
    /// @return the blocks that the tree below still gives
    private int clip(int index, MemorySegment fetched) {
        int end = Math.clamp(base - Piece.start(index), 0, Chunk.BYTES);
        fetched.asSlice(end).fill((byte) 0);
        return belowIn(index);
    }

    private int belowIn(int index) {
        return Chunk.blocksBefore(base - Piece.start(index));
    }

    private boolean writePiece(Piece piece, MemorySegment bytes, @Nullable MemorySegment fetched)
            throws IOException {
        lock.readLock().lock();
        try {
            boolean written =
                    withChunk(piece.chunk(), chunk -> copyIn(piece, chunk, bytes, fetched));
            if (written) {
                size.accumulateAndGet(piece.end(), Math::max);
            }
            return written;
        } finally {
            lock.readLock().unlock();
        }
    }

    private boolean copyIn(
            Piece piece, Chunk chunk, MemorySegment bytes, @Nullable MemorySegment fetched)
            throws IOException {
        if (fetched == null && piece.cutsBelow(chunk, base)) {
            return false;
        }
        takeLasting(chunk);
        if (fetched != null) {
            keep(chunk, clip(piece.chunk(), fetched) & ~chunk.present, fetched);
        }
        // a slot has the bytes of whoever had it before
        if (!Runs.has(chunk.present, piece.from())) {
            store.slots().zero(chunk, Runs.blockStart(piece.from()), piece.from());
        }
        if (!Runs.has(chunk.present, piece.to() - 1)) {
            store.slots().zero(chunk, piece.to(), Runs.blockEnd(piece.to() - 1));
        }
        store.slots().write(chunk, piece.from(), bytes);
        chunk.present |= piece.blocks();
        return true;
    }

    private void takeLasting(Chunk chunk) throws ErrnoException {
        if (!chunk.lasting && !store.slots().takeLasting(chunk)) {
            throw new ErrnoException(Errno.ENOSPC, "the overlay's quota is used up");
        }
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
                withChunk(i, this::give);
            }
        }
        int rest = (int) (end % Chunk.BYTES);
        if (rest > 0 && whole <= chunks.length) {
            withChunk(whole - 1, chunk -> cut(chunk, rest));
        }
        chunks = Arrays.copyOf(chunks, Math.min(whole, chunks.length));
    }

    private boolean give(Chunk chunk) {
        store.slots().release(chunk);
        return true;
    }

    private boolean cut(Chunk chunk, int end) throws IOException {
        chunk.present &= Chunk.blocksBefore(end);
        if (chunk.present == 0) {
            return give(chunk);
        }
        if (Runs.has(chunk.present, end - 1)) {
            store.slots().zero(chunk, end, Runs.blockEnd(end - 1));
        }
        return true;
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
                withChunk(next, this::promise);
            }
        } catch (ErrnoException e) {
            for (int i = first; i <= Math.min(next, last); i++) {
                withChunk(i, chunk -> chunk.present != 0 || give(chunk));
            }
            throw e;
        }
    }

    private boolean promise(Chunk chunk) throws ErrnoException {
        if (!chunk.lasting) {
            takeLasting(chunk);
            store.slots().reserve(chunk);
        }
        return true;
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
