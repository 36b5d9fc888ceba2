@NullMarked
package dev.holdfast.practices.monitor.route;

import org.jspecify.annotations.NullMarked;
