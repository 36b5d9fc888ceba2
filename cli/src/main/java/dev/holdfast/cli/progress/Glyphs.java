package dev.holdfast.cli.progress;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// The characters that bars and marks are drawn with.
enum Glyphs {
    UNICODE("█", "░", "✓"),
    ASCII("#", ".", "*");

    final String full;
    final String empty;
    final String done;

    Glyphs(String full, String empty, String done) {
        this.full = full;
        this.empty = empty;
        this.done = done;
    }

    /// As the locale's variables say, in their order of precedence.
    static Glyphs of(Map<String, String> environment) {
        String locale =
                Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                        .map(name -> environment.getOrDefault(name, ""))
                        .filter(value -> !value.isEmpty())
                        .findFirst()
                        .orElse("")
                        .toUpperCase(Locale.ROOT);
        return locale.contains("UTF-8") || locale.contains("UTF8") ? UNICODE : ASCII;
    }
}
