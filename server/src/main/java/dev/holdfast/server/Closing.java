package dev.holdfast.server;

import java.util.Optional;

/// Something that may be there, and is closed if it is.
record Closing<T extends AutoCloseable>(Optional<T> value) implements AutoCloseable {

    @Override
    public void close() {
        if (value.isPresent()) {
            try {
                value.get().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
