package dev.holdfast.practices.branch;

import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.estate.Scratch;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.Snapshot;
import dev.holdfast.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes branches in the scratch directory.
public final class Branches {
    /// WAL that the branch itself will write, and files that grow while it is audited.
    private static final long HEADROOM_BYTES = 256L << 20;

    private static final int WORKERS = 2;

    private final Engine engine;
    private final Scratch scratch;
    private final SecureRandom random;

    public Branches(Engine engine, Scratch scratch, SecureRandom random) {
        this.engine = engine;
        this.scratch = scratch;
        this.random = random;
    }

    /// Stops the servers and deletes the files that processes left which were killed.
    ///
    /// @return the places that were cleaned
    public List<Path> removeAbandoned() {
        try {
            return Files.isDirectory(scratch.directory())
                    ? new ScratchSpace(scratch, engine.runner()).removeAbandoned()
                    : List.of();
        } catch (IOException | UncheckedIOException e) {
            return List.of(); // whoever makes a branch there is told what is wrong with it
        }
    }

    /// Writes all files of `snapshot`, and the log that is to be replayed. `TARGET_UNUSABLE` when
    /// the scratch directory has no room; `OBJECT_DAMAGED` or `OBJECT_MISSING` when this copy
    /// cannot be read.
    public Branch materialise(
            Vault vault, Snapshot snapshot, Optional<Replay> replay, Progress progress)
            throws InterruptedException {
        Manifest manifest = snapshot.manifest();
        ScratchSpace.Place place =
                new ScratchSpace(scratch, engine.runner())
                        .claim(name(manifest.id()), neededBytes(manifest, replay));
        try {
            Destination destination = destination(place.directory(), manifest.facts());
            Materialised files =
                    new Materialiser(engine.dataDirectories(), progress)
                            .run(vault, snapshot, destination, replay);
            return new Branch(engine, scratch, manifest, destination, files, place);
        } catch (RuntimeException | InterruptedException e) {
            place.close();
            throw e;
        }
    }

    private String name(String snapshot) {
        byte[] suffix = new byte[2];
        random.nextBytes(suffix);
        return snapshot + "-" + HexFormat.of().formatHex(suffix);
    }

    private static long neededBytes(Manifest manifest, Optional<Replay> replay) {
        return manifest.amounts().databaseBytes()
                + replay.map(Replay::bytes).orElse(0L)
                + manifest.amounts().walBytes()
                + manifest.facts().walSegmentBytes()
                + HEADROOM_BYTES;
    }

    private static Destination destination(Path place, ServerFacts facts) {
        Map<Long, Path> tablespaces = new LinkedHashMap<>();
        for (ServerFacts.Tablespace tablespace : facts.tablespaces()) {
            tablespaces.put(tablespace.oid(), place.resolve("tablespace-" + tablespace.oid()));
        }
        return new Destination(place.resolve("data"), tablespaces, false, false, WORKERS);
    }
}
