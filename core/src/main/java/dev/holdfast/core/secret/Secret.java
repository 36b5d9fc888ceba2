package dev.holdfast.core.secret;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;

/// A value that is never printed: `toString` gives its origin. Its text is read anew at each use,
/// so that a rotated password is picked up.
public sealed interface Secret {

    /// The text itself. `SECRET_MISSING` when it cannot be had.
    String reveal();

    /// The secret that `${env:NAME}` or `${file:/path}` refers to; empty for anything else.
    ///
    /// @param resolve makes a path of what stands after `file:`
    static Optional<Secret> parse(String reference, Function<String, Path> resolve) {
        Matcher matcher = SecretReference.FORM.matcher(reference);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                matcher.group("variable") != null
                        ? new FromEnvironment(matcher.group("variable"))
                        : new FromFile(resolve.apply(matcher.group("path"))));
    }

    /// As written in the configuration: `${env:NAME}`.
    record FromEnvironment(String variable) implements Secret {
        @Override
        public String reveal() {
            String value = System.getenv(variable);
            if (value == null) {
                throw new HoldfastException(
                        ProblemCode.SECRET_MISSING,
                        "environment variable " + variable + " is not set",
                        "export " + variable + "=…, then run the command again");
            }
            return value;
        }

        @Override
        public String toString() {
            return "${env:" + variable + "}";
        }
    }

    /// One that was made up a moment ago, and is written down nowhere.
    record Generated(String text) implements Secret {
        @Override
        public String reveal() {
            return text;
        }

        @Override
        public String toString() {
            return "(generated)";
        }
    }

    /// As written in the configuration: `${file:/path}`. One trailing line break is cut.
    record FromFile(Path path) implements Secret {
        @Override
        public String reveal() {
            try {
                return Files.readString(path).replaceFirst("\\R\\z", "");
            } catch (IOException e) {
                throw new HoldfastException(
                        ProblemCode.SECRET_MISSING,
                        "secret file " + path + " cannot be read",
                        "create it, readable by this user only: chmod 600 " + path,
                        e);
            }
        }

        @Override
        public String toString() {
            return "${file:" + path + "}";
        }
    }

    /// Typed or generated in this process; never written anywhere.
    record Held(String text) implements Secret {
        @Override
        public String reveal() {
            return text;
        }

        @Override
        public String toString() {
            return "(held in memory)";
        }
    }
}
