/// The watch that never ends: [Watch] starts a [Loop] for each thing that recurs. A [Probe] beats
/// every second and decides whether a database is there; rounds of checks follow every half minute;
/// couriers carry what the alert desk says; the dead-man's switch is told while all of them run.
@NullMarked
package dev.holdfast.practices.monitor.watch;

import org.jspecify.annotations.NullMarked;
