@NullMarked
package dev.holdfast.practices.monitor.export;

import org.jspecify.annotations.NullMarked;
