package dev.holdfast.core.operation;

/// Hears of events, on the operation's own threads: be quick, do not throw. A listener that throws
/// is not called again.
public interface OperationListener {

    void on(Event event);
}
