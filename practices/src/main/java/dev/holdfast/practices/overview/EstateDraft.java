package dev.holdfast.practices.overview;

import java.util.List;

/// Writes the first `holdfast.yaml`, with comments. Never with a password: only where it is found.
///
/// @param estate the name of the whole
/// @param key the file of the vault key
/// @param scratch where proofs put their files
/// @param environment with `isProtected`, production-like
/// @param password as the file has it, such as `${env:SHOP_PASSWORD}`; empty for `.pgpass`
public record EstateDraft(
        String estate,
        String key,
        String scratch,
        List<Place> storages,
        String database,
        String environment,
        boolean isProtected,
        String url,
        String password) {
    public EstateDraft {
        storages = List.copyOf(storages);
    }

    /// A directory that gets a vault.
    public record Place(String name, String path) {}

    public String text() {
        return """
        # What Holdfast takes care of. Every option: docs/reference/configuration.md
        # Check it with: holdfast check
        estate: %s

        # The key that unlocks every backup. `holdfast vault init` makes it.
        # Keep a copy of it elsewhere: without it no backup can be read.
        vault:
          key: "${file:%s}"

        # Where backups are started to prove them. It needs room for one restored server.
        scratch: {directory: %s}

        environments:
        %s
        # Places that keep backups. Each can be restored from by itself; have two that do not
        # share their fate, and say so with domain: {site: …, provider: …, account: …}
        storages:
        %s
        databases:
          - name: %s
            in:
              %s:
                url: %s
        %s        backup:
                  to: [%s]
                  # every: 6 h
                  # keep: {last: 8, daily: 14, weekly: 8, monthly: 12}   # without it, all are kept
                  # wal-keep: 14 d         # how far back any moment; without it, as far as snapshots
                  # prove: {assert: [{name: has-rows, sql: "select count(*) > 0 from orders", is: t}]}
        """
                .formatted(
                        plain(estate),
                        key,
                        quoted(scratch),
                        environmentLine(),
                        storageLines(),
                        plain(database),
                        plain(environment),
                        quoted(url),
                        passwordLine(),
                        String.join(", ", storages.stream().map(Place::name).toList()));
    }

    private String environmentLine() {
        return "  - {name: %s%s}\n"
                .formatted(plain(environment), isProtected ? ", protected: true" : "");
    }

    private String storageLines() {
        StringBuilder lines = new StringBuilder();
        for (Place place : storages) {
            lines.append(
                    "  - {name: %s, type: file, path: %s}\n"
                            .formatted(plain(place.name()), quoted(place.path())));
        }
        return lines.toString();
    }

    private String passwordLine() {
        return password.isEmpty()
                ? "        # password: from ~/.pgpass; or \"${env:NAME}\", or \"${file:/path}\"\n"
                : "        password: \"%s\"\n".formatted(password);
    }

    /// A plain YAML scalar where it can be one, else quoted.
    private static String plain(String text) {
        return text.matches("[A-Za-z][A-Za-z0-9_.-]*") ? text : quoted(text);
    }

    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9_./@:-]+") && !text.endsWith(":")
                ? text
                : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
