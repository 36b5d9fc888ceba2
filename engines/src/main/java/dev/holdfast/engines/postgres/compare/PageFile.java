package dev.holdfast.engines.postgres.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// The beginnings of the pages of one file. One thread.
final class PageFile implements AutoCloseable {

    /// The LSN, the checksum, the flags, and what tells a new page.
    static final int HEADER_BYTES = 16;

    private final FileChannel channel;
    private final int pageBytes;
    private final byte[] header = new byte[HEADER_BYTES];

    private PageFile(FileChannel channel, int pageBytes) {
        this.channel = channel;
        this.pageBytes = pageBytes;
    }

    /// Empty when there is no such file.
    static Optional<PageFile> open(Path file, int pageBytes) {
        try {
            return Optional.of(
                    new PageFile(FileChannel.open(file, StandardOpenOption.READ), pageBytes));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pages() {
        try {
            return channel.size() / pageBytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Good until the next call; empty when the file ends before `page`.
    Optional<byte[]> header(long page) {
        return read(page, header) ? Optional.of(header) : Optional.empty();
    }

    /// Whether `into` could be filled from the beginning of `page`.
    boolean read(long page, byte[] into) {
        ByteBuffer buffer = ByteBuffer.wrap(into);
        try {
            long at = page * pageBytes;
            while (buffer.hasRemaining()) {
                int count = channel.read(buffer, at + buffer.position());
                if (count < 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
