package dev.holdfast.core.estate;

import dev.holdfast.core.estate.option.Document;
import dev.holdfast.core.estate.option.Value;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Reads `holdfast.yaml`.
public final class EstateReader {
    private static final int MOST_BYTES = 4 << 20;

    private EstateReader() {}

    /// Reads `file`. `CONFIGURATION_MISSING` when it is not there; `CONFIGURATION_INVALID` with
    /// every mistake, one a line, when something in it is wrong.
    public static Estate read(Path file, List<StorageType<?>> storageTypes) {
        Path absolute = file.toAbsolutePath();
        Document document =
                new Document(
                        String.valueOf(file.getFileName()),
                        absolute.getParent() == null ? absolute : absolute.getParent());
        Optional<DeclaredEstate> estate =
                document.compose(text(file))
                        .flatMap(root -> read(document, root, new StorageTypes(storageTypes)));
        List<String> mistakes = document.mistakes();
        if (!mistakes.isEmpty() || estate.isEmpty()) {
            throw invalid(file, mistakes);
        }
        return estate.get().assemble(document.later());
    }

    private static Optional<DeclaredEstate> read(
            Document document, Value root, StorageTypes types) {
        declareNames(document, root, "environments", "environment");
        declareNames(document, root, "storages", "storage");
        declareNames(document, root, "databases", "database");
        declareNames(document, root, "alerts", "alert route");
        return new EstateOptions(types).type().read(root);
    }

    /// Makes names known before anything refers to them.
    private static void declareNames(Document document, Value root, String list, String kind) {
        for (Value item : root.find(list).map(Value::items).orElse(List.of())) {
            Optional<Value> name = item.find("name");
            if (name.isPresent()
                    && name.get().text().isPresent()
                    && !document.declare(kind, name.get().text().get())) {
                name.get()
                        .wrong(
                                name.get().shown() + " is the name of another " + kind,
                                "give each " + kind + " a name of its own");
            }
        }
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw invalid(file, List.of(file + " is larger than 4 MiB"));
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new HoldfastException(
                    ProblemCode.CONFIGURATION_MISSING,
                    "no configuration file " + file,
                    "holdfast init postgresql://USER@HOST/DATABASE, or name the file: --config FILE",
                    e);
        } catch (CharacterCodingException e) {
            throw new HoldfastException(
                    ProblemCode.CONFIGURATION_INVALID,
                    file + " is not UTF-8 text",
                    "iconv -t UTF-8 " + file,
                    e);
        } catch (IOException e) {
            throw new HoldfastException(
                    ProblemCode.CONFIGURATION_MISSING,
                    "configuration file " + file + " cannot be read",
                    "ls -l " + file,
                    e);
        }
    }

    private static HoldfastException invalid(Path file, List<String> mistakes) {
        String message =
                mistakes.isEmpty()
                        ? file.getFileName() + ":1:1 the file is empty"
                        : String.join("\n", mistakes);
        return new HoldfastException(
                ProblemCode.CONFIGURATION_INVALID,
                message,
                mistakes.isEmpty()
                        ? "holdfast init postgresql://USER@HOST/DATABASE"
                        : "mend "
                                + (mistakes.size() == 1 ? "this" : "these " + mistakes.size())
                                + " in "
                                + file
                                + ", then: holdfast check");
    }
}
