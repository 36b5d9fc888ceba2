package dev.holdfast.core.estate;

/// The options of one type of storage. Each adapter has a record of its own.
public interface StorageSettings {

    /// As in `type:`, such as `file`.
    String type();

    /// Where it is, without credentials: two storages of an equal place would be one copy that
    /// counts as two.
    default Object place() {
        return this;
    }
}
