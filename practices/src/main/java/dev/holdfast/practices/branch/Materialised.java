package dev.holdfast.practices.branch;

import java.util.List;

/// What became of a snapshot's files.
///
/// @param writtenBytes less than `bytes` where files held the right content already
/// @param pages checked on the way
/// @param invalidPages whose checksum does not match; recovery may mend those that were being
///   written while the snapshot was taken
public record Materialised(
        long files, long bytes, long writtenBytes, long pages, List<PagePlace> invalidPages) {
    public Materialised {
        invalidPages = List.copyOf(invalidPages);
    }

    /// @param file path relative to the data directory
    /// @param page counted from the start of the file
    public record PagePlace(String file, int page) {

        @Override
        public String toString() {
            return file + " page " + page;
        }
    }
}
