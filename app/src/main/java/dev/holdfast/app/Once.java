package dev.holdfast.app;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes its value when first asked for, once. Safe for many threads.
final class Once<T> {
    private final Supplier<T> maker;
    private @Nullable T made;

    Once(Supplier<T> maker) {
        this.maker = maker;
    }

    synchronized T value() {
        T value = made;
        if (value == null) {
            value = maker.get();
            made = value;
        }
        return value;
    }

    synchronized void ifMade(Consumer<T> action) {
        if (made != null) {
            action.accept(made);
        }
    }
}
