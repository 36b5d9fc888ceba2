package dev.holdfast.practices.branch;

import dev.holdfast.core.operation.Workers;
import dev.holdfast.practices.branch.FileTarget.WorkerTools;
import dev.holdfast.vault.Reader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/// Writes pieces of a snapshot's files, one after the other.
final class FileWorker implements Workers.Worker<FilePiece> {
    private final Reader reader;
    private final WorkerTools tools;
    private final Optional<Flushers> flushers;
    private final LongAdder done;

    /// @param flushers empty where nothing needs to be on the disk
    FileWorker(Reader reader, WorkerTools tools, Optional<Flushers> flushers, LongAdder done) {
        this.reader = reader;
        this.tools = tools;
        this.flushers = flushers;
        this.done = done;
    }

    @Override
    public void work(FilePiece piece) throws InterruptedException {
        try {
            write(piece);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        done.add(piece.length());
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private void write(FilePiece piece) throws IOException, InterruptedException {
        OpenFile target = piece.target();
        FileTarget sink =
                new FileTarget(target.channel(), piece.file().file(), target.presentBytes(), tools);
        reader.read(piece.file(), piece.offset(), piece.length(), sink);
        boolean complete = target.pieceDone();
        if (complete) {
            tools.tally().files.increment();
        }
        if (flushers.isPresent()) {
            flushers.get().submit(target, complete);
        } else if (complete) {
            target.close();
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
