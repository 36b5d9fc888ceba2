package dev.holdfast.branchfs;

import dev.holdfast.branchfs.tree.LazyContent;
import dev.holdfast.branchfs.tree.LazyTree;
import dev.holdfast.branchfs.tree.TreeEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// A plain directory as a tree. Its reads can be made to stall, or to fail.
final class DirectoryTree implements LazyTree {
    private final Path root;
    private final ReentrantLock gate = new ReentrantLock();
    private volatile boolean failing;

    DirectoryTree(Path root) {
        this.root = root;
    }

    /// Until [#resume] by the same thread.
    void stall() {
        gate.lock();
    }

    void resume() {
        gate.unlock();
    }

    /// Whether somebody waits for a read that stalls.
    boolean isWaitedFor() {
        return gate.hasQueuedThreads();
    }

    void fail(boolean whether) {
        failing = whether;
    }

    @Override
    public List<TreeEntry> entries() {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> !path.equals(root)).sorted().map(this::entry).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TreeEntry entry(Path path) {
        try {
            String name = root.relativize(path).toString();
            int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            int permissions = mode & 07777;
            Instant modified =
                    Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
            if (Files.isSymbolicLink(path)) {
                return new TreeEntry.SymbolicLink(
                        name, Files.readSymbolicLink(path).toString(), modified);
            }
            if (Files.isDirectory(path)) {
                return new TreeEntry.Directory(name, permissions, modified);
            }
            LazyContent content = (offset, target) -> read(path, offset, target);
            return new TreeEntry.RegularFile(
                    name, permissions, modified, Files.size(path), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Path path, long offset, ByteBuffer target)
            throws IOException, InterruptedException {
        gate.lockInterruptibly();
        gate.unlock();
        if (failing) {
            throw new IOException("as the test wants it");
        }
        try (FileChannel file = FileChannel.open(path)) {
            long position = offset;
            while (target.hasRemaining()) {
                int count = file.read(target, position);
                if (count < 0) {
                    throw new IOException(path + " became shorter");
                }
                position += count;
            }
        }
    }
}
