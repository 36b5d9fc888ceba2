@NullMarked
package dev.holdfast.practices.monitor.watch;

import org.jspecify.annotations.NullMarked;
