package dev.holdfast.storages.remote;

import java.io.IOException;

/// The cause of a failure that may be gone the next moment: a connection that broke, a server that
/// is busy. Whether the call had its effect is not known.
public final class PassingFailure extends IOException {

    public PassingFailure(Throwable cause) {
        super(cause.getMessage(), cause);
    }

    public PassingFailure(String message) {
        super(message);
    }

    /// Whether another try is worth it.
    public static boolean isCauseOf(Throwable failure) {
        return failure.getCause() instanceof PassingFailure;
    }
}
