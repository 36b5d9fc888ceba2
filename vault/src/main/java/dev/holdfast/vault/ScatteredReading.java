package dev.holdfast.vault;

import dev.holdfast.vault.Reader.Remembered;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/// Reads any part of any file of a [Snapshot], for many threads at once. What one of them found
/// out, where files lie and what was in a frame that several files share, all of them know.
///
/// Its memory is bounded by the number of threads that read at a time: a few MiB each.
public final class ScatteredReading implements AutoCloseable {
    private static final int FILES_KEPT = 128;

    /// Of 128 KiB mostly.
    private static final int FRAMES_KEPT = 128;

    private final VaultObjects objects;
    private final Sections sections;
    private final ContentProof proof;
    private final Remembered remembered = Remembered.of(FILES_KEPT, FRAMES_KEPT);
    private final Deque<Reader> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    ScatteredReading(VaultObjects objects, Sections sections, ContentProof proof) {
        this.objects = objects;
        this.sections = sections;
        this.proof = proof;
    }

    /// Fills `target` with what stands at `offset`. Fails as [Reader] does; then what is in
    /// `target` means nothing.
    public void read(StoredFile file, long offset, ByteBuffer target) throws IOException {
        Reader reader = borrow();
        try {
            reader.read(file, offset, target.remaining(), new Filling(file, target, proof));
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
        giveBack(reader);
    }

    private Reader borrow() {
        Reader reader = idle.pollFirst();
        return reader != null ? reader : new Reader(objects, sections, remembered);
    }

    private void giveBack(Reader reader) {
        idle.addFirst(reader);
        if (closed) {
            close();
        }
    }

    /// Whoever is reading may go on; what it used goes then.
    @Override
    public void close() {
        closed = true;
        for (Reader reader = idle.pollFirst(); reader != null; reader = idle.pollFirst()) {
            reader.close();
        }
    }

    /// Zeros are written too: the target may hold something else.
    private record Filling(StoredFile file, ByteBuffer target, ContentProof proof)
            implements ContentSink {
        private static final byte[] ZEROS = new byte[8 << 10];

        @Override
        public boolean isProven(long offset, byte[] buffer, int from, int length) {
            return proof.holds(file, offset, buffer, from, length);
        }

        @Override
        public void bytes(long offset, byte[] buffer, int from, int length) {
            target.put(buffer, from, length);
        }

        @Override
        public void zeros(long offset, long length) {
            for (long left = length; left > 0; left -= Math.min(left, ZEROS.length)) {
                target.put(ZEROS, 0, (int) Math.min(left, ZEROS.length));
            }
        }
    }
}
