package dev.holdfast.engines.postgres.health;

import static dev.holdfast.core.health.Unit.PERCENT;

import dev.holdfast.core.health.Amounts;
import dev.holdfast.core.health.Check;
import dev.holdfast.core.health.Check.Kind;
import dev.holdfast.core.health.Examination;
import dev.holdfast.core.health.Limits;
import dev.holdfast.core.health.Reading;
import dev.holdfast.engines.postgres.connect.Session;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The disks of a server that runs on this machine. PostgreSQL has no function that tells them, so
/// of others nothing is known here.
final class DiskRoom {
    static final Check CHECK =
            new Check(
                    "disk-free",
                    "how much of the file systems of the data directory and of pg_wal is free, where"
                            + " the server runs on this machine",
                    "PostgreSQL stops when pg_wal cannot grow; a large VACUUM FULL or index needs 15 %"
                            + " at once, and the last 5 % go in one bad hour",
                    "see the checks wal-directory and slots-retained; enlarge the disk",
                    Limits.below(PERCENT, 15, 5),
                    Kind.LEVEL,
                    true,
                    "");

    private DiskRoom() {}

    static Examination examine(Session session) {
        Optional<Path> data = LocalData.directory(session);
        if (data.isEmpty()) {
            return new Examination.NotApplicable();
        }
        List<Reading> readings = new ArrayList<>();
        readings.add(room("data", data.get()));
        readings.add(room("wal", data.get().resolve("pg_wal")));
        return new Examination.Read(readings);
    }

    private static Reading room(String what, Path directory) {
        try {
            FileStore store = Files.getFileStore(directory);
            double total = store.getTotalSpace();
            double free = store.getUsableSpace();
            double percent = Math.round(1000 * free / total) / 10.0;
            return Reading.of(
                            what,
                            percent,
                            "%s of %s (%s) is free"
                                    .formatted(
                                            Amounts.size((long) free),
                                            what.equals("wal")
                                                    ? "pg_wal's disk"
                                                    : "the data's disk",
                                            PERCENT.text(percent)))
                    .withClock(total - free, total);
        } catch (IOException e) {
            return Reading.of(what, Double.NaN, directory + " cannot be looked at");
        }
    }
}
