package dev.holdfast.core.estate;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Reads `holdfast.yaml`.
public final class EstateReader {
    private EstateReader() {}

    /// Reads `file`. `CONFIGURATION_MISSING` when it is not there; `CONFIGURATION_INVALID` with
    /// every mistake, one a line, when something in it is wrong.
    public static Estate read(Path file, List<StorageType<?>> storageTypes) {
        if (Files.notExists(file)) {
            throw new HoldfastException(
                    ProblemCode.CONFIGURATION_MISSING,
                    "no configuration file " + file,
                    "holdfast init postgresql://USER@HOST/DATABASE, or name the file: --config FILE");
        }
        throw new UnsupportedOperationException("not there yet");
    }
}
