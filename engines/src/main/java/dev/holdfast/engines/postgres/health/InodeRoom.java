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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The inodes of the disks of a server that runs on this machine. Java does not tell them, so `stat
/// --file-system` does; where it cannot, or the file system counts none (btrfs), the check has no
/// meaning.
final class InodeRoom {
    static final Check CHECK =
            new Check(
                    "inodes-free",
                    "how many of the inodes of the file systems of the data directory and of pg_wal"
                            + " are free, where the server runs on this machine",
                    "without one no file can be made, however much room there is: PostgreSQL stops as"
                            + " on a full disk; each table and index has several files",
                    "df -i; somebody keeps very many small files beside the data",
                    Limits.below(PERCENT, 10, 3),
                    Kind.LEVEL,
                    true,
                    "");

    private InodeRoom() {}

    static Examination examine(Session session) {
        Optional<Path> data = LocalData.directory(session);
        List<Reading> readings = new ArrayList<>();
        data.flatMap(path -> room("data", path)).ifPresent(readings::add);
        data.flatMap(path -> room("wal", path.resolve("pg_wal"))).ifPresent(readings::add);
        return readings.isEmpty()
                ? new Examination.NotApplicable()
                : new Examination.Read(readings);
    }

    private static Optional<Reading> room(String what, Path directory) {
        String[] counts = stat(directory).split(" ", -1);
        if (counts.length != 2 || counts[0].equals("0")) {
            return Optional.empty();
        }
        double total = Double.parseDouble(counts[0]);
        double free = Double.parseDouble(counts[1]);
        double percent = Math.round(1000 * free / total) / 10.0;
        return Optional.of(
                Reading.of(
                                what,
                                percent,
                                "%s of %s inodes (%s) of the disk of %s are free"
                                        .formatted(
                                                Amounts.number(free),
                                                Amounts.number(total),
                                                PERCENT.text(percent),
                                                what.equals("wal") ? "pg_wal" : "the data"))
                        .withClock(total - free, total));
    }

    /// Total and free; empty when it cannot be told.
    private static String stat(Path directory) {
        try {
            Process process =
                    new ProcessBuilder(
                                    "stat", "--file-system", "--format=%c %d", directory.toString())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            process.getOutputStream().close();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.onExit().join().exitValue() == 0 ? said.strip() : "";
        } catch (IOException e) {
            return "";
        }
    }
}
