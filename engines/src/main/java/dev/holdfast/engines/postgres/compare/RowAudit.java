package dev.holdfast.engines.postgres.compare;

import dev.holdfast.core.engine.LiveComparison.Judgement;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.operation.Progress;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.engines.postgres.compare.LiveRows.Answer;
import dev.holdfast.engines.postgres.compare.RowHashes.Hash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Compares the rows of every page of every table that has not changed since the snapshot's end.
final class RowAudit {

    /// Of one statement: 32 MiB of a table, and what it has TOASTed. It divides a file.
    private static final int STRETCH_PAGES = 4096;

    private static final Duration LONGEST = Duration.ofHours(1);

    private final LiveSide live;
    private final ScratchSide scratch;
    private final RowTally tally;
    private final SettledPages settled;
    private final Suspects suspects;
    private final int pageBytes;
    private final long deadline = System.nanoTime() + LONGEST.toNanos();

    RowAudit(LiveSide live, ScratchSide scratch, LiveCheckpoint checkpoint, Lsn stop) {
        this.live = live;
        this.scratch = scratch;
        this.pageBytes = live.facts().pageBytes();
        this.tally = new RowTally(live.session().user(), pageBytes);
        this.settled =
                new SettledPages(
                        new LiveHeaders(live.session(), pageBytes),
                        live.facts().segmentBytes() / pageBytes,
                        stop);
        this.suspects = new Suspects(live, scratch, checkpoint, settled, tally);
    }

    Judgement run(Progress progress) throws SQLException, InterruptedException {
        List<String> databases = databases();
        announce(databases, progress);
        for (String database : databases) {
            try (ScratchRows copy = new ScratchRows(scratch.sessions(), database, tally)) {
                audit(database, copy, progress);
            }
        }
        suspects.judge();
        return tally.judgement();
    }

    private void announce(List<String> databases, Progress progress)
            throws SQLException, InterruptedException {
        for (String database : databases) {
            try (ScratchRows copy = new ScratchRows(scratch.sessions(), database, tally)) {
                copy.tables().forEach(table -> tally.table(pages(table)));
            }
        }
        long bytes = tally.pages() * pageBytes;
        progress.note(
                "reads up to %,d MB of tables on %s, in short statements"
                        .formatted(bytes / 1_000_000, live.session().label()));
        progress.expect(bytes, Progress.Unit.BYTES);
    }

    private List<String> databases() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = scratch.sessions().open("template1");
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT datname FROM pg_database"
                                        + " WHERE datallowconn AND datconnlimit <> -2 ORDER BY oid")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private void audit(String database, ScratchRows copy, Progress progress)
            throws SQLException, InterruptedException {
        List<Table> tables = copy.tables();
        if (tables.isEmpty()) {
            return;
        }
        try (LiveRows rows = LiveRows.open(live, database)) {
            Map<Long, Table> there =
                    rows.tables().stream()
                            .collect(Collectors.toMap(Table::oid, Function.identity()));
            for (Table table : tables) {
                Table other = there.get(table.oid());
                if (other == null || !table.isUnchanged(other)) {
                    tally.changed(pages(table));
                } else if (!other.readable()) {
                    tally.denied();
                } else {
                    new TableRun(database, table, rows, copy).run(progress);
                }
            }
        } catch (HoldfastException e) {
            if (e.is(ProblemCode.OPERATION_CANCELLED)) {
                throw e;
            }
            tally.reason("database " + database + ": " + e.problem().message());
        }
    }

    /// In the copy's files.
    private long pages(Table table) {
        long bytes = 0;
        try {
            for (int segment = 0; ; segment++) {
                Path file =
                        scratch.data().resolve(table.path() + (segment == 0 ? "" : "." + segment));
                if (!Files.exists(file)) {
                    return bytes / pageBytes;
                }
                bytes += Files.size(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One table, stretch by stretch.
    private final class TableRun {
        private final String database;
        private final Table table;
        private final LiveRows rows;
        private final ScratchRows copy;
        private String expression = RowHashes.BY_VALUE;

        TableRun(String database, Table table, LiveRows rows, ScratchRows copy) {
            this.database = database;
            this.table = table;
            this.rows = rows;
            this.copy = copy;
        }

        void run(Progress progress) throws SQLException, InterruptedException {
            long pages = pages(table);
            boolean goesOn = true;
            for (long first = 0; first < pages && goesOn; first += STRETCH_PAGES) {
                BitSet all = new BitSet();
                all.set(0, (int) Math.min(STRETCH_PAGES, pages - first));
                goesOn = judge(new Stretch(database, table, expression, first, all));
                progress.done().add((long) all.cardinality() * pageBytes);
            }
        }

        /// @return whether to go on with the table
        private boolean judge(Stretch stretch) throws SQLException, InterruptedException {
            if (System.nanoTime() - deadline > 0) {
                tally.reason("the time was up after " + LONGEST.toMinutes() + " minutes");
                return false;
            }
            SettledPages.Found found = settled.among(stretch);
            tally.empty(found.empty().cardinality());
            tally.changed(
                    stretch.count() - found.settled().cardinality() - found.empty().cardinality());
            return found.settled().isEmpty() || compare(stretch.with(found.settled()));
        }

        private boolean compare(Stretch stretch) throws SQLException, InterruptedException {
            return switch (rows.hashes(stretch, "true")) {
                case Answer.Hashes(Map<Integer, Hash> expected) -> {
                    compare(stretch, expected);
                    yield true;
                }
                case Answer.NoHashFunction() when expression.equals(RowHashes.BY_VALUE) -> {
                    expression = RowHashes.BY_TEXT;
                    yield compare(
                            new Stretch(
                                    database, table, expression, stretch.first(), stretch.pages()));
                }
                case Answer.NoHashFunction() -> refuse("its rows cannot be hashed");
                case Answer.Denied() -> {
                    tally.denied();
                    yield false;
                }
                case Answer.Refused(String words) -> refuse(words);
            };
        }

        private boolean refuse(String words) {
            tally.reason(database + ": " + table.sql() + ": " + words);
            return false;
        }

        private void compare(Stretch stretch, Map<Integer, Hash> expected)
                throws SQLException, InterruptedException {
            var found = copy.hashes(stretch, "true");
            if (found.isEmpty()) {
                return;
            }
            BitSet different = new BitSet();
            stretch.pages().stream()
                    .filter(page -> !Objects.equals(expected.get(page), found.get().get(page)))
                    .forEach(different::set);
            tally.equal(stretch.count() - different.cardinality());
            if (!different.isEmpty()) {
                suspects.add(stretch.with(different));
            }
        }
    }
}
