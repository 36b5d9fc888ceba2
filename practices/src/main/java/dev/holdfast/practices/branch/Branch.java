package dev.holdfast.practices.branch;

import dev.holdfast.core.engine.DataDirectories.PageCheck;
import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.RunningServer;
import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.engine.ServerRunner.Purpose;
import dev.holdfast.core.engine.ServerRunner.StartSettings;
import dev.holdfast.core.estate.Scratch;
import dev.holdfast.practices.branch.Materialised.PagePlace;
import dev.holdfast.vault.Manifest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A snapshot's files in the scratch directory, and the server that runs on them. Closing removes
/// the files; close the server first.
public final class Branch implements AutoCloseable {
    private final Engine engine;
    private final Scratch scratch;
    private final Manifest manifest;
    private final Destination destination;
    private final Materialised files;
    private final ScratchSpace.Place place;

    Branch(
            Engine engine,
            Scratch scratch,
            Manifest manifest,
            Destination destination,
            Materialised files,
            ScratchSpace.Place place) {
        this.engine = engine;
        this.scratch = scratch;
        this.manifest = manifest;
        this.destination = destination;
        this.files = files;
        this.place = place;
    }

    public Materialised files() {
        return files;
    }

    /// Starts the server and waits until recovery is through; the caller closes it.
    public RunningServer start() throws InterruptedException {
        return engine.runner().start(destination.directory(), settings());
    }

    /// Recovers as far as the record that begins at `stop`, without opening the server; for a
    /// branch with a [Replay].
    public void rehearse(Lsn stop) throws InterruptedException {
        engine.runner().rehearse(destination.directory(), settings(), stop);
    }

    private StartSettings settings() {
        return new StartSettings(
                manifest.facts().majorVersion(),
                scratch.binaries().orElse(Path.of("")),
                destination.tablespaces(),
                Purpose.PROOF);
    }

    /// Of the pages that were invalid in the files, those that recovery has not mended. Ask after
    /// [#start]: recovery ends with a checkpoint, so what it replayed is in the files.
    public List<PagePlace> stillInvalid() {
        PageCheck check = engine.dataDirectories().pageCheck(manifest.facts());
        return files.invalidPages().stream().filter(page -> isInvalid(page, check)).toList();
    }

    private boolean isInvalid(PagePlace page, PageCheck check) {
        ServerFacts facts = manifest.facts();
        byte[] buffer = new byte[facts.pageBytes()];
        long offset = (long) page.page() * facts.pageBytes();
        Path path = destination.directory().resolve(page.file());
        try {
            if (!Files.exists(path) || Files.size(path) < offset + buffer.length) {
                return false; // dropped or truncated by what recovery replayed
            }
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
                file.seek(offset);
                file.readFully(buffer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return check.check(page.file(), page.page(), buffer, 0) == PageCheck.Finding.INVALID;
    }

    @Override
    public void close() {
        place.close();
    }
}
