package dev.holdfast.storages.file;

import java.nio.file.Path;
import java.util.regex.Pattern;

/// The rules of [dev.holdfast.core.storage.Storage] for keys.
final class Keys {
    private static final Pattern VALID =
            Pattern.compile(
                    "(?!\\.{1,2}(?:/|$))[A-Za-z0-9._-]+(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._-]+)*");
    private static final int LONGEST = 255;

    private Keys() {}

    static void check(String key) {
        if (key.length() > LONGEST
                || !VALID.matcher(key).matches()
                || key.startsWith(ObjectFiles.TEMPORARY + "/")) {
            throw new IllegalArgumentException("not a key: " + key);
        }
    }

    static boolean isHidden(Path relative) {
        return relative.startsWith(ObjectFiles.TEMPORARY);
    }
}
