/// The routes on which people are told, each a
/// [Channel][dev.holdfast.practices.monitor.alert.Channel]; [Routes] makes the one that a
/// declaration means. Every wait is bounded.
@NullMarked
package dev.holdfast.practices.monitor.route;

import org.jspecify.annotations.NullMarked;
