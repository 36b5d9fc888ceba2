package dev.holdfast.app;

import dev.holdfast.core.storage.Content;
import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.storages.file.FileStorage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;

/// A directory that keeps of each pack its length and its last bytes, which hold its index: so that
/// a hundred gigabytes can be stored on any disk, and be looked up, but not read.
final class PackTails implements Storage {
    private static final int TAIL_BYTES = 128 << 10;

    private final FileStorage kept;
    private final Path directory;

    PackTails(Path directory) {
        this.directory = directory;
        this.kept = new FileStorage("here", directory);
        kept.initialize();
    }

    @Override
    public void create(String key, Content content) {
        if (!key.startsWith("packs/")) {
            kept.create(key, content);
            return;
        }
        try {
            Path file = directory.resolve(key);
            Files.createDirectories(file.getParent());
            keepTail(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void keepTail(Path file, Content content) throws IOException {
        long start = Math.max(0, content.sizeBytes() - TAIL_BYTES);
        try (InputStream bytes = content.open();
                FileChannel sparse =
                        FileChannel.open(
                                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            bytes.skipNBytes(start);
            ByteBuffer tail = ByteBuffer.wrap(bytes.readAllBytes());
            for (long at = start; tail.hasRemaining(); ) {
                at += sparse.write(tail, at);
            }
        }
    }

    @Override
    public String name() {
        return kept.name();
    }

    @Override
    public String location() {
        return kept.location();
    }

    @Override
    public InputStream read(String key) {
        return kept.read(key);
    }

    @Override
    public void read(String key, long offset, ByteBuffer target) {
        kept.read(key, offset, target);
    }

    @Override
    public Optional<ObjectInfo> find(String key) {
        return kept.find(key);
    }

    @Override
    public void list(String prefix, Consumer<ObjectInfo> each) {
        kept.list(prefix, each);
    }

    @Override
    public void delete(String key) {
        kept.delete(key);
    }

    @Override
    public void close() {
        kept.close();
    }
}
