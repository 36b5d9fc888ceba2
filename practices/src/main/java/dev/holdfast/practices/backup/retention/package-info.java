/// Which snapshots stay and which go: a pure function of what is there, the policy, and the time.
/// Start at [Retention#decide]. What is done about it is `practices.backup`'s.
///
/// A **candidate** is a snapshot as one storage holds it; a **decision** says whether it is kept,
/// with every reason; a **period** is an hour, day, week, month or year of the estate's time zone.
@NullMarked
package dev.holdfast.practices.backup.retention;

import org.jspecify.annotations.NullMarked;
