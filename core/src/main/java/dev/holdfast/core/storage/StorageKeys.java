package dev.holdfast.core.storage;

import java.util.regex.Pattern;

/// The rules of [Storage] for keys.
public final class StorageKeys {
    /// What begins with this is a storage's own: unfinished writes and objects to try things on. It
    /// is never listed, and no key may begin with it.
    public static final String HIDDEN = ".tmp/";

    private static final Pattern VALID =
            Pattern.compile(
                    "(?!\\.{1,2}(?:/|$))[A-Za-z0-9._-]+(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._-]+)*");
    private static final int LONGEST = 255;

    private StorageKeys() {}

    public static boolean isOne(String key) {
        return key.length() <= LONGEST && VALID.matcher(key).matches() && !key.startsWith(HIDDEN);
    }

    /// `key`, when it is one.
    public static String check(String key) {
        if (!isOne(key)) {
            throw new IllegalArgumentException("not a key: " + key);
        }
        return key;
    }
}
