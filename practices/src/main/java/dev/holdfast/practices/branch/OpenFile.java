package dev.holdfast.practices.branch;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.holdfast.vault.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One file while its pieces are being written: opened for the first of them, given its size after
/// the last. Safe for many threads.
final class OpenFile implements AutoCloseable {
    private final Destination destination;
    private final StoredFile file;
    private int piecesLeft;
    private long presentBytes;
    private @Nullable FileChannel channel;

    OpenFile(Destination destination, StoredFile file, int pieces) {
        this.destination = destination;
        this.file = file;
        this.piecesLeft = pieces;
    }

    StoredFile file() {
        return file;
    }

    synchronized FileChannel channel() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            open = open(destination.directory().resolve(file.path()));
            channel = open;
            presentBytes = Math.min(open.size(), file.sizeBytes());
        }
        return open;
    }

    /// How much of an older state was there when it was opened.
    synchronized long presentBytes() {
        return presentBytes;
    }

    /// A piece was written; true when it was the last one.
    synchronized boolean pieceDone() throws IOException {
        piecesLeft--;
        if (piecesLeft > 0) {
            return false;
        }
        resize(channel(), file.sizeBytes());
        return true;
    }

    /// Brings what was written so far to the disk.
    void flush() throws IOException {
        channel().force(true);
    }

    /// A link in an older state is replaced: what it leads to is not ours to write to.
    private FileChannel open(Path path) throws IOException {
        if (destination.delta() && Files.isSymbolicLink(path)) {
            Files.delete(path);
        }
        return FileChannel.open(path, options());
    }

    private Set<OpenOption> options() {
        return destination.delta()
                ? Set.of(CREATE, READ, WRITE)
                : Set.of(CREATE, READ, WRITE, TRUNCATE_EXISTING);
    }

    /// A file that ends in zeros has had nothing written there: one byte at the end makes it so
    /// long.
    private static void resize(FileChannel channel, long sizeBytes) throws IOException {
        if (channel.size() > sizeBytes) {
            channel.truncate(sizeBytes);
        } else if (channel.size() < sizeBytes) {
            channel.write(ByteBuffer.allocate(1), sizeBytes - 1);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
