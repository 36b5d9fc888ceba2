package dev.holdfast.vault;

import dev.holdfast.core.engine.SourceFile;
import java.util.List;

/// One file of a snapshot. Belongs to the [Snapshot] that gave it.
public final class StoredFile {
    /// How many sections a chain has at most.
    static final int LONGEST_CHAIN = 16;

    private final SourceFile file;
    private final boolean fragmented;
    private final List<SectionRef> chain;

    /// @param chain its sections, newest first: each page is in the first one that has it
    StoredFile(SourceFile file, boolean fragmented, List<SectionRef> chain) {
        this.file = file;
        this.fragmented = fragmented;
        this.chain = List.copyOf(chain);
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

    List<SectionRef> chain() {
        return chain;
    }

    @Override
    public String toString() {
        return file.path();
    }
}
