package dev.holdfast.core.estate;

import java.time.Duration;

/// The options of one type of storage. Each adapter has a record of its own.
public interface StorageSettings {

    /// As in `type:`, such as `file`.
    String type();

    /// Whose credential it is opened with, for people, without secrets; storages that say the same
    /// are lost together with it.
    default String credential() {
        return "this machine's user";
    }

    /// Where it is, without credentials: two storages of an equal place would be one copy that
    /// counts as two.
    default Object place() {
        return this;
    }

    /// How often a piece of a growing log may be stored here: often where a request costs nothing,
    /// less often where it is billed.
    default Duration pieceInterval() {
        return Duration.ofSeconds(1);
    }
}
