/// Numbers for others: the watch as Prometheus reads it.
@NullMarked
package dev.holdfast.practices.monitor.export;

import org.jspecify.annotations.NullMarked;
