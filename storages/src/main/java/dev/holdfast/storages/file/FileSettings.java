package dev.holdfast.storages.file;

import dev.holdfast.core.estate.StorageSettings;
import java.nio.file.Path;

/// Options of `type: file`.
///
/// @param path the directory that keeps the objects
public record FileSettings(Path path) implements StorageSettings {

    @Override
    public String type() {
        return "file";
    }
}
