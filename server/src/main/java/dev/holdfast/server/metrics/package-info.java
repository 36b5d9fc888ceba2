/// Numbers for Prometheus at `/metrics`.
@NullMarked
package dev.holdfast.server.metrics;

import org.jspecify.annotations.NullMarked;
