/// What is done when, without anybody asking: [EstateJobs] reads it from the estate, [Timetable]
/// says when each job is due, [Scheduler] does it.
@NullMarked
package dev.holdfast.server.schedule;

import org.jspecify.annotations.NullMarked;
