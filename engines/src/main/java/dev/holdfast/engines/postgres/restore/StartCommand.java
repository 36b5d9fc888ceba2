package dev.holdfast.engines.postgres.restore;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.engines.postgres.runner.BinariesFinder;
import dev.holdfast.engines.postgres.runner.ServerUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// What to type to start a server on a restored directory, as this user, on this machine: with the
/// programs of its version, and as the directory's owner, because PostgreSQL refuses root. The log
/// lies inside the directory, which is the one place that this owner can certainly write to.
record StartCommand(Path directory, int majorVersion) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/._+:@%-]+");

    String text() {
        ServerUser user = ServerUser.current();
        return "%s%s -D %s -l %s -w start"
                .formatted(
                        asOwner(user),
                        quoted(program(user)),
                        quoted(directory.toString()),
                        quoted(directory.resolve("restored.log").toString()));
    }

    private String asOwner(ServerUser user) {
        if (user.self()) {
            return "";
        }
        try {
            return "runuser -u " + Files.getOwner(directory).getName() + " -- ";
        } catch (IOException e) {
            return "";
        }
    }

    private String program(ServerUser user) {
        try {
            return new BinariesFinder(user)
                    .find(majorVersion, Path.of(""))
                    .bin()
                    .resolve("pg_ctl")
                    .toString();
        } catch (HoldfastException e) {
            return "pg_ctl";
        }
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
