package dev.holdfast.core.operation;

/// Runs requests as operations: persisted, with steps, heartbeat, cancel and crash recovery.
public interface Operations {

    /// Carries out `request` on the calling thread and returns its result.
    ///
    /// An interrupt, or `operation cancel` from another process, ends it with
    /// `OPERATION_CANCELLED`.
    <R> R run(Request<R> request) throws InterruptedException;
}
