package dev.holdfast.journal;

import dev.holdfast.core.metric.FactStore;
import dev.holdfast.core.metric.MetricStore;
import dev.holdfast.core.metric.Point;
import dev.holdfast.core.metric.Sample;
import dev.holdfast.core.metric.Series;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What was measured, in `metrics.db` of the state directory. It can be deleted: only the past is
/// lost with it.
public final class SqliteMetrics implements MetricStore, AutoCloseable {
    private static final String ADD =
            """
            insert into point (series, width, start, count, low, high, sum, last, last_at)
            values (?1, ?2, ?3, 1, ?4, ?4, ?4, ?4, ?5)
            on conflict (series, width, start) do update
               set count = count + 1, low = min(low, excluded.low), high = max(high, excluded.high),
                   sum = sum + excluded.sum, last = excluded.last, last_at = excluded.last_at
            """;

    private static final String COLUMNS = "start, count, low, high, sum, last, last_at";

    /// The width of points, and for how long they are kept.
    private enum Width {
        MINUTE(Duration.ofMinutes(1), Duration.ofDays(3)),
        TEN_MINUTES(Duration.ofMinutes(10), Duration.ofDays(31)),
        HOUR(Duration.ofHours(1), Duration.ofDays(400));

        final long seconds;
        final Duration kept;

        Width(Duration width, Duration kept) {
            this.seconds = width.toSeconds();
            this.kept = kept;
        }

        long start(Instant at) {
            return at.getEpochSecond() / seconds * seconds * 1000;
        }
    }

    private final StateFile file;
    private final SqliteFacts facts;

    private SqliteMetrics(StateFile file) {
        this.file = file;
        this.facts = new SqliteFacts(file);
    }

    /// Opens the file in `directory`, which is made where it is missing. `STATE_UNUSABLE` when that
    /// cannot be done.
    public static SqliteMetrics open(Path directory) {
        return new SqliteMetrics(StateFile.open(directory, StateForm.METRICS));
    }

    /// The facts, which lie in the same file.
    public FactStore facts() {
        return facts;
    }

    @Override
    public void add(List<Sample> samples) {
        if (samples.isEmpty()) {
            return;
        }
        file.write(connection -> {
            Map<Series, Long> ids = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement(ADD)) {
                for (Sample sample : samples) {
                    OptionalLong id = id(connection, ids, sample.series());
                    if (id.isPresent()) {
                        add(statement, id.getAsLong(), sample);
                    }
                }
            }
            return ids.size();
        });
    }

    private static void add(PreparedStatement statement, long series, Sample sample)
            throws SQLException {
        for (Width width : Width.values()) {
            statement.setLong(1, series);
            statement.setLong(2, width.seconds);
            statement.setLong(3, width.start(sample.at()));
            statement.setDouble(4, sample.value());
            statement.setLong(5, sample.at().toEpochMilli());
            statement.executeUpdate();
        }
    }

    private static OptionalLong id(Connection connection, Map<Series, Long> known, Series series)
            throws SQLException {
        Long id = known.get(series);
        if (id != null) {
            return OptionalLong.of(id);
        }
        OptionalLong found = find(connection, series);
        OptionalLong made = found.isPresent() ? found : make(connection, series);
        made.ifPresent(it -> known.put(series, it));
        return made;
    }

    private static OptionalLong find(Connection connection, Series series) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "select id from series where database = ? and name = ? and object = ?")) {
            bind(statement, series);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    /// Nothing when there are too many.
    private static OptionalLong make(Connection connection, Series series) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "insert into series (database, name, object) select ?, ?, ?"
                                + " where (select count(*) from series) < "
                                + MOST_SERIES
                                + " returning id")) {
            bind(statement, series);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    private static void bind(PreparedStatement statement, Series series) throws SQLException {
        statement.setString(1, series.database());
        statement.setString(2, series.name());
        statement.setString(3, series.object());
    }

    @Override
    public Optional<Point> newest(Series series) {
        return file.read(connection -> {
            OptionalLong id = find(connection, series);
            return id.isEmpty()
                    ? Optional.empty()
                    : points(
                                    connection,
                                    "series = ? and width = ? order by start desc limit 1",
                                    id.getAsLong(),
                                    Width.MINUTE.seconds)
                            .stream()
                            .findFirst();
        });
    }

    @Override
    public List<Point> points(Series series, Instant from, Instant to) {
        return file.read(connection -> {
            OptionalLong id = find(connection, series);
            if (id.isEmpty()) {
                return List.of();
            }
            Width width = widthFor(from, to);
            return points(
                    connection,
                    "series = ? and width = ? and start >= ? and start < ? order by start",
                    id.getAsLong(),
                    width.seconds,
                    width.start(from),
                    to.toEpochMilli());
        });
    }

    private static Width widthFor(Instant from, Instant to) {
        Duration span = Duration.between(from, to);
        for (Width width : Width.values()) {
            if (span.compareTo(width.kept) < 0) {
                return width;
            }
        }
        return Width.HOUR;
    }

    private static List<Point> points(Connection connection, String where, long... values)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select " + COLUMNS + " from point where " + where)) {
            for (int i = 0; i < values.length; i++) {
                statement.setLong(i + 1, values[i]);
            }
            List<Point> points = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    points.add(point(rows));
                }
            }
            return points;
        }
    }

    private static Point point(ResultSet rows) throws SQLException {
        long count = rows.getLong(2);
        return new Point(
                Instant.ofEpochMilli(rows.getLong(1)),
                count,
                rows.getDouble(3),
                rows.getDouble(4),
                rows.getDouble(5) / count,
                rows.getDouble(6),
                Instant.ofEpochMilli(rows.getLong(7)));
    }

    @Override
    public List<Series> series() {
        return file.read(connection -> {
            List<Series> all = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery(
                                    "select database, name, object from series order by 1, 2, 3")) {
                while (rows.next()) {
                    all.add(new Series(rows.getString(1), rows.getString(2), rows.getString(3)));
                }
            }
            return all;
        });
    }

    @Override
    public void tidy(Instant now) {
        file.write(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            "delete from point where width = ? and start < ?")) {
                for (Width width : Width.values()) {
                    statement.setLong(1, width.seconds);
                    statement.setLong(2, now.minus(width.kept).toEpochMilli());
                    statement.executeUpdate();
                }
            }
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(
                        "delete from series where id not in (select distinct series from point)");
            }
        });
    }

    @Override
    public void close() {
        file.close();
    }
}
