@NullMarked
package dev.holdfast.practices.monitor.check;

import org.jspecify.annotations.NullMarked;
