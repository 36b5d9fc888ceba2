package dev.holdfast.cli.command;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The parts of a connection URL that `init` needs.
///
/// @param user who takes backups
/// @param database its name on the server
record InitUrl(String text, String user, String database) {
    private static final Pattern FORM =
            Pattern.compile(
                    "postgres(?:ql)?://(?:(?<user>[^/@:]+)(?<password>:[^@/]*)?@)?[^/?@]+"
                            + "(?:/(?<database>[^?/]+))?(?:\\?.*)?");

    /// `USAGE` when it is no such URL, names no user or database, or holds a password.
    static InitUrl parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw wrong("the argument is not the URL of a PostgreSQL database");
        }
        if (matcher.group("password") != null || text.matches(".*[?&]password=.*")) {
            throw wrong("the URL holds a password, which would end up in files and logs");
        }
        String user = matcher.group("user");
        String database = matcher.group("database");
        if (user == null || database == null) {
            throw wrong("the URL names no " + (user == null ? "user" : "database"));
        }
        return new InitUrl(text, user, database);
    }

    /// The environment variable that a password would be looked for in.
    String variable() {
        return database.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "_PASSWORD";
    }

    /// Of the database, as a name in the file.
    String name() {
        return database.replaceAll("[^A-Za-z0-9_.-]", "-");
    }

    private static HoldfastException wrong(String message) {
        return new HoldfastException(
                ProblemCode.USAGE, message, "holdfast init postgresql://USER@HOST:5432/DATABASE");
    }
}
