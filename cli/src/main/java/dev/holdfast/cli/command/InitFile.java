package dev.holdfast.cli.command;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The file that `init` writes, which must not be there before.
record InitFile(Path file) {

    /// Asked early, so that nobody answers questions for nothing.
    void mustBeNew() {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw refused(null);
        }
    }

    void write(String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw refused(e);
        } catch (IOException e) {
            throw new HoldfastException(
                    ProblemCode.TARGET_UNUSABLE,
                    file + " cannot be written",
                    "name another file: --output FILE",
                    e);
        }
    }

    private HoldfastException refused(@Nullable Throwable cause) {
        return new HoldfastException(
                new Problem(
                        ProblemCode.TARGET_REFUSED,
                        file + " is there already, and is left as it is",
                        "write another one: --output FILE"),
                cause);
    }
}
