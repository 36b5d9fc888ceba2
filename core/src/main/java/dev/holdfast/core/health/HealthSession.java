package dev.holdfast.core.health;

/// One connection for checks: read-only, every statement bounded in time, never waiting for a lock.
/// For one thread; [#close] may come from any.
public interface HealthSession extends AutoCloseable {

    /// Asks one of the engine's checks. `SERVER_LOST` when the connection is gone; everything else
    /// that fails is an [Examination.Unjudged].
    Examination examine(Check check);

    /// Asks the user's own check: the first column of the first row is the value.
    Examination examineOwn(String sql);

    @Override
    void close();
}
