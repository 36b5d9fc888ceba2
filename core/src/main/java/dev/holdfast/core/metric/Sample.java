package dev.holdfast.core.metric;

import java.time.Instant;

/// One measured value.
public record Sample(Series series, Instant at, double value) {}
