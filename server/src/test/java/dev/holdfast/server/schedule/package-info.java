/// Tests of the schedules.
@NullMarked
package dev.holdfast.server.schedule;

import org.jspecify.annotations.NullMarked;
