/// What is asked of a server that is looked after. A [Check] says what is asked and what its
/// thresholds are; a [HealthSession] asks, and gives [Examination]s; a [Pulse] proves every second
/// that the server answers and takes writes. Judging, remembering and telling is the work of the
/// monitor practice.
@NullMarked
package dev.holdfast.core.health;

import org.jspecify.annotations.NullMarked;
