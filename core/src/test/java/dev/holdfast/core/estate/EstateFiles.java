package dev.holdfast.core.estate;

import dev.holdfast.core.problem.HoldfastException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Writes `holdfast.yaml` for tests, and reads it.
record EstateFiles(Path directory) {

    /// Everything that must be there, and one database.
    static final String SMALL =
            """
            estate: acme
            vault: {key: "${file:vault.key}"}
            environments:
              - {name: staging}
              - {name: production, protected: true}
            storages:
              - {name: onsite, type: file, path: vault}
              - {name: offsite, type: file, path: /mnt/vault}
            databases:
              - name: shop
                in:
                  production:
                    url: postgresql://app@db1.example:5432/shop
                    backup: {every: 6 h}
            """;

    Path file() {
        return directory.resolve("holdfast.yaml");
    }

    Estate read(String yaml) {
        try {
            Files.writeString(file(), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return EstateReader.read(file(), FakeStorageType.ALL);
    }

    /// The lines of the message that refuses `yaml`; none when it is right.
    List<String> mistakes(String yaml) {
        try {
            read(yaml);
            return List.of();
        } catch (HoldfastException e) {
            return e.problem().message().lines().toList();
        }
    }
}
