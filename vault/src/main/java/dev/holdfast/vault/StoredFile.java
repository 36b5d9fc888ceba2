package dev.holdfast.vault;

import dev.holdfast.core.engine.SourceFile;

/// One file of a snapshot. Belongs to the [Snapshot] that gave it.
public final class StoredFile {
    private final SourceFile file;
    private final boolean fragmented;

    StoredFile(SourceFile file, boolean fragmented) {
        this.file = file;
        this.fragmented = fragmented;
    }

    public SourceFile file() {
        return file;
    }

    public String path() {
        return file.path();
    }

    public long sizeBytes() {
        return file.sizeBytes();
    }

    /// Whether it lies in more than three times the frames that it would fill: the next snapshot
    /// should read it whole, so that restores stay fast.
    public boolean isFragmented() {
        return fragmented;
    }
}
