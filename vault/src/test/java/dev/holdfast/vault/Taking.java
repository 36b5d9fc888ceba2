package dev.holdfast.vault;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.core.engine.SourceFile.Kind;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes snapshots of [Data] as a backup does: two lanes, whole files, scattered pages, WAL.
final class Taking {
    static final SecureRandom RANDOM = new SecureRandom();
    static final ServerFacts FACTS =
            new ServerFacts(
                    "7291234567890123456",
                    "18.6",
                    18,
                    "db1:5432",
                    false,
                    true,
                    Data.PAGE,
                    1L << 30,
                    1L << 17,
                    "/var/lib/postgresql/18/main",
                    List.of(
                            new ServerFacts.DatabaseFacts(
                                    "shop", 1 << 20, Map.of("plpgsql", "1.0"))),
                    List.of(),
                    List.of("app"),
                    Map.of("max_connections", "100"),
                    List.of(
                            new ServerFacts.OutsideFile(
                                    "/etc/postgresql.conf", "postgresql.conf", "port = 5432\n")));
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final List<Vault> copies;
    private final InstantSource clock;
    private int taken;
    private Place place = new Place(1, Lsn.parse("0/3000028"), Lsn.parse("0/3200000"));

    /// Where in the server's log a snapshot stands.
    record Place(int timeline, Lsn start, Lsn stop) {}

    Taking(List<Vault> copies) {
        this(copies, () -> NOON);
    }

    Taking(List<Vault> copies, InstantSource clock) {
        this.copies = copies;
        this.clock = clock;
    }

    Manifest.Draft draft(Data data, Optional<Snapshot> former, Instant finished) {
        return new Manifest.Draft(
                "shop@production",
                "acme",
                finished.minusSeconds(60),
                finished,
                former.isPresent() ? Manifest.Mode.INCREMENTAL : Manifest.Mode.FULL,
                "test",
                FACTS,
                new PhysicalSource.Start(place.start(), place.timeline(), false, "over SQL", ""),
                new PhysicalSource.Stop(place.stop(), "START WAL LOCATION", "", ""),
                former.map(snapshot -> snapshot.manifest().id()),
                2,
                data.directories(),
                List.of(new Manifest.DamagedPage("base/5/1000", 7)),
                1234,
                "0.1.0");
    }

    /// From the next snapshot on.
    Taking at(Place next) {
        place = next;
        return this;
    }

    Committed take(Data data, Optional<Snapshot> former) throws InterruptedException {
        return take(data, former, Optional.empty());
    }

    /// @param before what `former` holds: pages and files that are the same are not appended
    Committed take(Data data, Optional<Snapshot> former, Optional<Data> before)
            throws InterruptedException {
        try (Open open = begin(data, former, before)) {
            return open.commit();
        }
    }

    /// A snapshot that has read everything, and is not committed yet.
    record Open(SnapshotWriter writer, List<Lane> lanes, Manifest.Draft draft)
            implements AutoCloseable {

        /// What was read so far is in the storages.
        Open flush() throws InterruptedException {
            for (Lane lane : lanes) {
                lane.finish();
            }
            writer.awaitUploads();
            return this;
        }

        Committed commit() throws InterruptedException {
            return writer.commit(draft);
        }

        @Override
        public void close() {
            writer.close();
        }
    }

    Open begin(Data data, Optional<Snapshot> former, Optional<Data> before)
            throws InterruptedException {
        Instant finished = NOON.plus(Duration.ofHours(taken++));
        WriterSettings settings = WriterSettings.of(FACTS, RANDOM, clock);
        SnapshotWriter writer = SnapshotWriter.begin(copies, former, settings);
        List<Lane> lanes = List.of(writer.lane(), writer.lane());
        int next = 0;
        for (Map.Entry<String, Data.Content> entry : data.files().entrySet()) {
            Optional<Data.Content> there = before.flatMap(old -> old.find(entry.getKey()));
            append(writer, lanes.get(next++ / 3 % 2), entry, there);
        }
        wal(writer);
        return new Open(writer, lanes, draft(data, former, finished));
    }

    private static void append(
            SnapshotWriter writer,
            Lane lane,
            Map.Entry<String, Data.Content> entry,
            Optional<Data.Content> there)
            throws InterruptedException {
        Data.Content content = entry.getValue();
        SourceFile file = content.file(entry.getKey());
        boolean known = there.isPresent() && content.kind() == Kind.PAGED;
        if (!known) {
            whole(lane, file, content.bytes());
            writer.finished(file, file.sizeBytes());
        } else if (content.changed().isEmpty()
                && there.get().bytes().length == content.bytes().length) {
            writer.unchanged(file);
        } else {
            for (int page : content.changed()) {
                long offset = (long) page * Data.PAGE;
                lane.append(file, offset, content.bytes(), (int) offset, Data.PAGE);
            }
            writer.partly(file, file.sizeBytes());
        }
    }

    private static void whole(Lane lane, SourceFile file, byte[] bytes)
            throws InterruptedException {
        int chunk = 64 * Data.PAGE;
        for (int from = 0; from < bytes.length; from += chunk) {
            lane.append(file, from, bytes, from, Math.min(chunk, bytes.length - from));
        }
    }

    static byte[] walBytes() {
        byte[] wal = new byte[300_000];
        for (int i = 0; i < wal.length; i++) {
            wal[i] = (byte) (i * 7 + (i >>> 9));
        }
        return wal;
    }

    private static void wal(SnapshotWriter writer) throws InterruptedException {
        PhysicalSource.WalSink sink = writer.wal(1);
        byte[] wal = walBytes();
        Lsn from = Lsn.parse("0/3000000");
        for (int at = 0; at < wal.length; at += 40_000) {
            sink.write(from.plus(at), wal, at, Math.min(40_000, wal.length - at));
        }
    }
}
