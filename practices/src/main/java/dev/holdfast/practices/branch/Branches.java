package dev.holdfast.practices.branch;

import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.engine.ServerRunner.Purpose;
import dev.holdfast.core.engine.ServerRunner.StartSettings;
import dev.holdfast.core.estate.Scratch;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.practices.branch.Opening.WhenRefused;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.Snapshot;
import dev.holdfast.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Makes branches in the scratch directory.
public final class Branches {
    /// WAL that the branch itself will write, and files that grow while it is audited.
    private static final long HEADROOM_BYTES = 256L << 20;

    private static final int WORKERS = 2;
    private static final int LONGEST_STEM = 40;

    private final Engine engine;
    private final Scratch scratch;
    private final SecureRandom random;
    private final InstantSource clock;

    public Branches(Engine engine, Scratch scratch, SecureRandom random, InstantSource clock) {
        this.engine = engine;
        this.scratch = scratch;
        this.random = random;
        this.clock = clock;
    }

    /// Stops the servers and deletes the files that processes left which were killed.
    ///
    /// @return the places that were cleaned
    public List<Path> removeAbandoned() {
        try {
            return Files.isDirectory(scratch.directory())
                    ? registry().removeAbandoned()
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
                space().claim(withSuffix(manifest.id()), neededBytes(manifest, replay));
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

    /// Opens a server at `point`, which this process serves from then on: instantly where it may
    /// mount, else after copying everything. The caller closes the result, and `point` after it.
    ///
    /// As [#materialise] for what it throws, and `SCRATCH_FAILED` when the server does not come up.
    ///
    /// @param name of the branch: no other of this scratch directory has it
    public RunningBranch open(BranchPoint point, String name, Progress progress)
            throws InterruptedException {
        return open(point, name, WhenRefused.COPY_ALL, progress);
    }

    RunningBranch open(BranchPoint point, String name, WhenRefused whenRefused, Progress progress)
            throws InterruptedException {
        return PlatformThread.call(() -> {
            ScratchSpace.Place place = space().claimShare(name);
            try {
                Opening opening = new Opening(engine, space(), clock, progress);
                return start(place, opening.make(point, place, whenRefused), point, progress);
            } catch (RuntimeException | InterruptedException e) {
                place.close();
                throw e;
            }
        });
    }

    private RunningBranch start(
            ScratchSpace.Place place, BranchFiles files, BranchPoint point, Progress progress)
            throws InterruptedException {
        try {
            progress.step("start the server and replay");
            StartSettings settings =
                    new StartSettings(
                            point.snapshot().manifest().facts().majorVersion(),
                            scratch.binaries().orElse(Path.of("")),
                            files.tablespaces(),
                            Purpose.BRANCH);
            return new RunningBranch(
                    place, files, engine.runner().start(files.directory(), settings));
        } catch (RuntimeException | InterruptedException e) {
            files.close();
            throw e;
        }
    }

    /// A name for a branch of a deployment, such as `shop-3f2a` of `shop@production`.
    public String nameFor(String label) {
        String database = label.split("@", 2)[0].toLowerCase(Locale.ROOT);
        return withSuffix(database.substring(0, Math.min(database.length(), LONGEST_STEM)));
    }

    private String withSuffix(String stem) {
        byte[] suffix = new byte[2];
        random.nextBytes(suffix);
        return stem + "-" + HexFormat.of().formatHex(suffix);
    }

    /// All that are open, whichever process serves them.
    public List<BranchState> list() {
        try {
            return registry().all();
        } catch (IOException e) {
            throw new HoldfastException(
                    ProblemCode.TARGET_UNUSABLE,
                    "scratch directory %s cannot be read: %s"
                            .formatted(scratch.directory(), e.getMessage()),
                    "run it as the user who opened the branches",
                    e);
        }
    }

    Registry registry() {
        return new Registry(space(), clock);
    }

    ScratchSpace space() {
        return new ScratchSpace(scratch, engine.runner());
    }

    static long neededBytes(Manifest manifest, Optional<Replay> replay) {
        return manifest.amounts().databaseBytes()
                + replay.map(Replay::bytes).orElse(0L)
                + manifest.amounts().walBytes()
                + manifest.facts().walSegmentBytes()
                + HEADROOM_BYTES;
    }

    static Destination destination(Path place, ServerFacts facts) {
        Map<Long, Path> tablespaces = new LinkedHashMap<>();
        for (ServerFacts.Tablespace tablespace : facts.tablespaces()) {
            tablespaces.put(tablespace.oid(), place.resolve("tablespace-" + tablespace.oid()));
        }
        return new Destination(place.resolve("data"), tablespaces, false, false, WORKERS);
    }
}
