package dev.holdfast.practices.branch.lazy;

import dev.holdfast.branchfs.tree.LazyContent;
import dev.holdfast.vault.ScatteredReading;
import dev.holdfast.vault.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/// One file of a snapshot.
record StoredContent(ScatteredReading reading, StoredFile file) implements LazyContent {
    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        reading.read(file, offset, target);
    }
}
