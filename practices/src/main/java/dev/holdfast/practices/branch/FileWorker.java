package dev.holdfast.practices.branch;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.holdfast.core.operation.Workers;
import dev.holdfast.practices.branch.FileTarget.WorkerTools;
import dev.holdfast.vault.Reader;
import dev.holdfast.vault.StoredFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/// Writes whole files of a snapshot, one after the other.
final class FileWorker implements Workers.Worker<StoredFile> {
    private final Destination destination;
    private final Reader reader;
    private final WorkerTools tools;
    private final LongAdder done;

    FileWorker(Destination destination, Reader reader, WorkerTools tools, LongAdder done) {
        this.destination = destination;
        this.reader = reader;
        this.tools = tools;
        this.done = done;
    }

    @Override
    public void work(StoredFile file) throws InterruptedException {
        Path path = destination.directory().resolve(file.path());
        try (FileChannel channel = open(path)) {
            long present = Math.min(channel.size(), file.sizeBytes());
            reader.read(file, new FileTarget(channel, file.file(), present, tools));
            resize(channel, file.sizeBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tools.tally().files.increment();
        done.add(file.sizeBytes());
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
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
    public void close() {
        reader.close();
    }
}
