package dev.holdfast.core.engine;

/// One file of a data directory.
///
/// @param path relative to the data directory
/// @param sizeBytes for [Kind#PAGED], a multiple of the page size
public record SourceFile(String path, long sizeBytes, Kind kind) {

    public enum Kind {
        /// Relation data in pages with headers; can be read page by page.
        PAGED,
        /// Anything else; always read whole.
        PLAIN
    }
}
