package dev.holdfast.core.engine;

import java.util.List;

/// Reads ranges of a server's files in few round trips. One thread at a time.
public interface FileReader extends AutoCloseable {

    /// Reads `ranges` in order. Paged content arrives checked: a page whose checksum does not match
    /// is read again, accepted when its bytes changed meanwhile, and else reported to
    /// [Sink#damagedPage] before its bytes are delivered.
    void read(List<Range> ranges, Sink sink) throws InterruptedException;

    @Override
    void close();

    /// @param offset in bytes; a multiple of the page size for paged files
    record Range(SourceFile file, long offset, long lengthBytes) {}

    interface Sink {
        /// The next bytes of range `index`, at most 1 MiB at a time, in order; whole pages of paged
        /// files. The buffer is reused after the call. A file that shrank delivers less than asked.
        void bytes(int index, byte[] buffer, int offset, int length) throws InterruptedException;

        /// The file of range `index` is gone (dropped since the snapshot's start).
        void gone(int index);

        /// @param page counted in pages from the start of this file
        void damagedPage(int index, int page);
    }
}
