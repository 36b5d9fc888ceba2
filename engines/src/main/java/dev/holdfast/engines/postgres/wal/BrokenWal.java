package dev.holdfast.engines.postgres.wal;

/// The log is not what the server wrote; the message says where.
public final class BrokenWal extends Exception {
    private static final long serialVersionUID = 1;

    BrokenWal(String message) {
        super(message);
    }
}
