package dev.holdfast.branchfs.overlay;

import dev.holdfast.branchfs.tree.LazyTree;
import dev.holdfast.branchfs.tree.TreeEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// A tree of files in memory, that counts its reads and can hold them up.
final class MemoryTree implements LazyTree {
    private final List<TreeEntry> entries = new ArrayList<>();
    final AtomicInteger reads = new AtomicInteger();
    volatile CountDownLatch gate = new CountDownLatch(0);
    volatile boolean failing;

    MemoryTree with(String path, byte[] content) {
        entries.add(
                new TreeEntry.RegularFile(
                        path,
                        0600,
                        Instant.EPOCH,
                        content.length,
                        (offset, target) -> read(content, (int) offset, target)));
        return this;
    }

    MemoryTree withDirectory(String path) {
        entries.add(new TreeEntry.Directory(path, 0700, Instant.EPOCH));
        return this;
    }

    private void read(byte[] content, int offset, ByteBuffer target)
            throws IOException, InterruptedException {
        reads.incrementAndGet();
        gate.await();
        if (failing) {
            throw new IOException("as the test wants it");
        }
        target.put(content, offset, target.remaining());
    }

    @Override
    public List<TreeEntry> entries() {
        return entries;
    }
}
