package dev.holdfast.cli.terminal;

import java.util.Map;

/// Colours words, where the output is a terminal and nobody asked for none. A coloured word always
/// says the same without its colour.
///
/// @param coloured whether escape sequences are written at all
public record Style(boolean coloured) {
    private static final String RESET = "\u001b[0m";

    /// Follows `NO_COLOR` (any value that is not empty) and `TERM=dumb`.
    public static Style of(boolean terminal, Map<String, String> environment) {
        return new Style(
                terminal
                        && environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !"dumb".equals(environment.get("TERM")));
    }

    public static Style plain() {
        return new Style(false);
    }

    public String good(String text) {
        return wrap("\u001b[32m", text);
    }

    public String warning(String text) {
        return wrap("\u001b[33m", text);
    }

    public String bad(String text) {
        return wrap("\u001b[31m", text);
    }

    public String strong(String text) {
        return wrap("\u001b[1m", text);
    }

    public String faint(String text) {
        return wrap("\u001b[2m", text);
    }

    private String wrap(String start, String text) {
        return coloured && !text.isEmpty() ? start + text + RESET : text;
    }

    /// `text` without escape sequences: what takes up columns.
    static String bare(String text) {
        return text.indexOf('\u001b') < 0 ? text : text.replaceAll("\u001b\\[[0-9;]*m", "");
    }
}
