package dev.holdfast.core.metric;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps samples for a year: points of a minute for three days, of ten minutes for a month, of an
/// hour for 400 days. What was written in the last second may be lost with the machine. Safe for
/// many threads and processes.
public interface MetricStore {

    /// At most so many series are kept; samples of others are left out.
    int MOST_SERIES = 5_000;

    void add(List<Sample> samples);

    /// The newest point of the finest width.
    Optional<Point> newest(Series series);

    /// The points of [from, to) in order, as fine as they are kept for `from`.
    List<Point> points(Series series, Instant from, Instant to);

    List<Series> series();

    /// Forgets what is older than it is kept.
    void tidy(Instant now);
}
