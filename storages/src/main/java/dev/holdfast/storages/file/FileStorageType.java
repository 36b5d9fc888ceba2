package dev.holdfast.storages.file;

import dev.holdfast.core.estate.StorageType;
import dev.holdfast.core.estate.option.Option;
import dev.holdfast.core.estate.option.OptionTypes;
import dev.holdfast.core.estate.option.OptionValues;
import dev.holdfast.core.storage.Storage;
import java.nio.file.Path;
import java.util.List;

/// `type: file`: a directory on this machine, or a mount of another.
public final class FileStorageType implements StorageType<FileSettings> {
    private static final Option<Path> PATH =
            Option.required(
                    "path",
                    OptionTypes.path("/srv/holdfast"),
                    "the directory that holds the vault, on this machine or a mount of another");

    @Override
    public String name() {
        return "file";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(PATH);
    }

    @Override
    public FileSettings read(OptionValues values) {
        return new FileSettings(values.get(PATH));
    }

    @Override
    public Class<FileSettings> settings() {
        return FileSettings.class;
    }

    @Override
    public Storage open(String name, FileSettings settings) {
        return new FileStorage(name, settings.path());
    }
}
