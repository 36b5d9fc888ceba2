package dev.holdfast.storages.file;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/// Tells what the operating system reported in the words of the storage port.
record Failures(String storage, Path root) {

    interface Action<T> {
        T run() throws IOException;
    }

    <T> T around(String key, Action<T> action) {
        try {
            return action.run();
        } catch (IOException e) {
            throw translate(key, e);
        }
    }

    HoldfastException translate(String key, IOException e) {
        String object = key.isEmpty() ? root.toString() : "object " + key;
        return switch (e) {
            case ClosedByInterruptException _ -> cancelled(object, e);
            case NoSuchFileException _ ->
                    problem(
                            ProblemCode.OBJECT_MISSING,
                            object,
                            "is missing",
                            "holdfast vault check",
                            e);
            case FileAlreadyExistsException _ ->
                    problem(
                            ProblemCode.OBJECT_EXISTS,
                            object,
                            "exists already and is never overwritten",
                            "run the command again",
                            e);
            case AccessDeniedException _ -> denied(object, e);
            default -> other(object, e);
        };
    }

    private HoldfastException other(String object, IOException e) {
        String words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (words.contains("no space left") || words.contains("quota exceeded")) {
            return problem(
                    ProblemCode.STORAGE_FULL,
                    object,
                    "could not be written: no space left in " + root,
                    "free space there: df -h " + root,
                    e);
        }
        if (words.contains("read-only file system")) {
            return problem(
                    ProblemCode.STORAGE_DENIED,
                    object,
                    "cannot be written: " + root + " is on a read-only file system",
                    "mount it writable, and find out why it is not: dmesg | tail",
                    e);
        }
        if (words.contains("permission denied") || words.contains("operation not permitted")) {
            return denied(object, e);
        }
        return problem(
                ProblemCode.STORAGE_UNREACHABLE,
                object,
                "failed: " + e.getMessage(),
                "look at the directory and its disk: ls -ld " + root,
                e);
    }

    private HoldfastException denied(String object, IOException e) {
        return problem(
                ProblemCode.STORAGE_DENIED,
                object,
                "is refused by the operating system (" + e.getMessage() + ")",
                "give this user the directory: chown -R \"$(id -un)\" " + root,
                e);
    }

    private HoldfastException cancelled(String object, IOException e) {
        return problem(ProblemCode.OPERATION_CANCELLED, object, "was interrupted", "", e);
    }

    private HoldfastException problem(
            ProblemCode code, String object, String what, String hint, IOException e) {
        return new HoldfastException(
                code, "storage '%s': %s %s".formatted(storage, object, what), hint, e);
    }
}
