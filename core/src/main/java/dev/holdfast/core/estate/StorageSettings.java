package dev.holdfast.core.estate;

/// The options of one type of storage. Each adapter has a record of its own.
public interface StorageSettings {

    /// As in `type:`, such as `file`.
    String type();
}
