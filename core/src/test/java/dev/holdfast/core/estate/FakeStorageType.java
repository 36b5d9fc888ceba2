package dev.holdfast.core.estate;

import dev.holdfast.core.estate.option.Option;
import dev.holdfast.core.estate.option.OptionTypes;
import dev.holdfast.core.estate.option.OptionValues;
import dev.holdfast.core.storage.Storage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A type of storage with text and secret options of any names; it opens nothing.
record FakeStorageType(String name, List<String> texts, List<String> secrets)
        implements StorageType<FakeStorageType.Settings> {

    static final List<StorageType<?>> ALL =
            List.of(
                    new FakeStorageType("file", List.of("path"), List.of()),
                    new FakeStorageType(
                            "s3",
                            List.of("bucket", "region", "endpoint"),
                            List.of("access-key", "secret-key")),
                    new FakeStorageType(
                            "sftp",
                            List.of("host", "user", "known-hosts", "path"),
                            List.of("key")));

    record Settings(String type, Map<String, String> values, Set<String> pruner)
            implements StorageSettings {
        @Override
        public Object place() {
            return values;
        }
    }

    @Override
    public List<Option<?>> options() {
        return Stream.<Option<?>>concat(textOptions(), secretOptions()).toList();
    }

    @Override
    public Settings read(OptionValues values) {
        return new Settings(
                name, textOptions().collect(Collectors.toMap(Option::name, values::get)), Set.of());
    }

    @Override
    public List<Option<?>> prunerOptions() {
        return secretOptions().toList();
    }

    @Override
    public Settings withPruner(Settings settings, OptionValues pruner) {
        return new Settings(
                settings.type(),
                settings.values(),
                secretOptions()
                        .map(each -> pruner.find(each).orElseThrow().toString())
                        .collect(Collectors.toSet()));
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Storage open(String storage, Settings settings) {
        throw new IllegalStateException("a fake cannot open " + storage);
    }

    private Stream<Option<String>> textOptions() {
        return texts.stream()
                .map(each -> Option.required(each, OptionTypes.text("text"), "for tests"));
    }

    private Stream<Option<?>> secretOptions() {
        return secrets.stream()
                .map(each -> Option.required(each, OptionTypes.secret(), "for tests"));
    }
}
