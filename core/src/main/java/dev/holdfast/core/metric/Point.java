package dev.holdfast.core.metric;

import java.time.Instant;

/// What was measured in one span of time.
///
/// @param from the beginning of the span
/// @param count how many samples
/// @param last the newest of them
/// @param lastAt when that was
public record Point(
        Instant from,
        long count,
        double low,
        double high,
        double mean,
        double last,
        Instant lastAt) {}
