package dev.holdfast.branchfs.tree;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The content of one file of a [LazyTree]. Called by many threads at once, for the same file too;
/// each chunk is asked for about once, and again after it was evicted.
public interface LazyContent {
    /// Fills `target`, a direct buffer, with what stands at `offset`. Always asked for a whole
    /// chunk: `offset` is a multiple of [LazyTree#CHUNK_BYTES], and `target` as long as a chunk, or
    /// as what is left of the file.
    ///
    /// A read that takes longer than the file system's deadline is interrupted. It must then throw,
    /// and the next read must work: whoever reads through a `FileChannel`, which an interrupt
    /// closes, opens it again.
    ///
    /// @throws IOException or a runtime exception: the reader of the file gets an EIO
    void read(long offset, ByteBuffer target) throws IOException, InterruptedException;
}
