package dev.holdfast.core.estate;

import dev.holdfast.core.estate.option.Option;
import dev.holdfast.core.estate.option.OptionValues;
import dev.holdfast.core.storage.Storage;
import java.util.List;

/// One `type:` of storage. An adapter brings its options along, so that the reader of
/// `holdfast.yaml`, its JSON Schema and its reference page know them. `name`, `type` and `domain`
/// are there for every type.
///
/// To add a type: a record of settings, a class that implements this, and one line in `app`.
///
/// @param <S> the record of settings
public interface StorageType<S extends StorageSettings> {

    /// As in `type:`, such as `file`.
    String name();

    /// The options of this type alone.
    List<Option<?>> options();

    /// The settings. Every option is right by itself and every required one is there; what is wrong
    /// between options is reported to their [OptionValues#value].
    S read(OptionValues values);

    /// The options of `pruner:`, the credentials that delete. None: this type knows no credentials.
    default List<Option<?>> prunerOptions() {
        return List.of();
    }

    /// `settings` with the credentials that `pruner:` gives.
    default S withPruner(S settings, OptionValues pruner) {
        return settings;
    }

    /// The record of settings, which finds the type that opens it.
    Class<S> settings();

    /// Opens a storage; no I/O. The caller closes it.
    Storage open(String name, S settings);
}
