package dev.holdfast.vault.pipeline;

import org.jspecify.annotations.Nullable;

/// Stored bytes that are not what was written. The message says what is wrong, without the object.
public final class DamagedData extends RuntimeException {
    public DamagedData(String what) {
        this(what, null);
    }

    public DamagedData(String what, @Nullable Throwable cause) {
        super(what, cause);
    }

    /// What is wrong.
    public String what() {
        return String.valueOf(getMessage());
    }
}
