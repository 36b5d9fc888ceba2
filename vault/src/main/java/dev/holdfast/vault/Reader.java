package dev.holdfast.vault;

import java.io.IOException;

/// Reads files of one [Snapshot]. One thread at a time; read files in the snapshot's order, since
/// neighbours share frames. `OBJECT_DAMAGED` or `OBJECT_MISSING` name the storage, the object and
/// the file that was being read.
@SuppressWarnings("DoNotCallSuggester") // the bodies follow
public final class Reader implements AutoCloseable {
    Reader() {}

    /// The whole file, in order of offset.
    public void read(StoredFile file, ContentSink sink) throws IOException {
        throw new UnsupportedOperationException("soon");
    }

    /// `length` bytes from `offset` on, cut at the end of the file.
    public void read(StoredFile file, long offset, long length, ContentSink sink)
            throws IOException {
        throw new UnsupportedOperationException("soon");
    }

    @Override
    public void close() {}
}
