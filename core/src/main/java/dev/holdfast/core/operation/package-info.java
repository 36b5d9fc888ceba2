/// A plan being carried out. A practice hands a `Request` record to [Operations#run]; its [Handler]
/// does the work and tells its [Progress]; state, steps and heartbeat are kept by the journal.
@NullMarked
package dev.holdfast.core.operation;

import org.jspecify.annotations.NullMarked;
