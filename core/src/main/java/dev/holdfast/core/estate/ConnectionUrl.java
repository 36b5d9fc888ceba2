package dev.holdfast.core.estate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A connection URL as libpq reads it: `postgresql://user@host:5432/database?option=value`, with
/// several hosts separated by commas, or none for the local socket.
///
/// @param servers what tells one server from another: host and port, each in lower case
record ConnectionUrl(String text, Set<String> servers) {
    private static final Pattern FORM =
            Pattern.compile(
                    "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?:(?<user>[^@/?#]*)@)?(?<hosts>[^/?#@]*)"
                            + "(?:/(?<database>[^?#/]*))?(?:\\?(?<options>[^#]*))?");
    private static final Pattern HOST =
            Pattern.compile("(?<name>\\[[0-9A-Fa-f:.%]+]|[^:\\[\\]\\s]*)(?::(?<port>[0-9]{1,5}))?");
    private static final Set<String> SCHEMES = Set.of("postgresql", "postgres");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String DEFAULT_PORT = "5432";

    sealed interface Parsed {
        record Right(ConnectionUrl url) implements Parsed {}

        record Wrong(String what, String instead) implements Parsed {}
    }

    /// Neither result shows a password that stands in `text`.
    static Parsed parse(String text) {
        Matcher url = FORM.matcher(text);
        if (!url.matches() || text.chars().anyMatch(Character::isWhitespace)) {
            return new Parsed.Wrong(
                    "this is not a connection URL", "write postgresql://USER@HOST:5432/DATABASE");
        }
        if (!SCHEMES.contains(url.group("scheme"))) {
            return new Parsed.Wrong(
                    "\"" + url.group("scheme") + "://\" is not known",
                    "write postgresql://USER@HOST:5432/DATABASE");
        }
        if (hasPassword(url)) {
            return new Parsed.Wrong(
                    "a password must not stand in the URL",
                    "take it out and write password: \"${env:VARIABLE}\" beside it");
        }
        if (text(url, "database").isEmpty()) {
            return new Parsed.Wrong("the URL names no database", "end it with /DATABASE");
        }
        return servers(text, url);
    }

    private static boolean hasPassword(Matcher url) {
        return text(url, "user").contains(":")
                || Arrays.stream(text(url, "options").split("&"))
                        .map(option -> option.toLowerCase(Locale.ROOT))
                        .anyMatch(option -> option.startsWith("password="));
    }

    private static Parsed servers(String text, Matcher url) {
        Set<String> servers = new TreeSet<>();
        for (String host : hosts(url)) {
            Optional<String> server = server(host);
            if (server.isEmpty()) {
                return new Parsed.Wrong(
                        "\"" + host + "\" is not a host and port", "write HOST:5432");
            }
            servers.add(server.get());
        }
        return new Parsed.Right(new ConnectionUrl(text, servers));
    }

    /// The hosts of the URL, or of its option `host`, which names the directory of a socket.
    private static List<String> hosts(Matcher url) {
        String hosts = text(url, "hosts");
        if (!hosts.isEmpty()) {
            return List.of(hosts.split(",", -1));
        }
        return Arrays.stream(text(url, "options").split("&"))
                .filter(option -> option.startsWith("host=") || option.startsWith("port="))
                .sorted()
                .reduce((host, port) -> host + "&" + port)
                .map(it -> List.of(it.replace(':', '_')))
                .orElse(List.of("localhost"));
    }

    private static Optional<String> server(String host) {
        Matcher matcher = HOST.matcher(host);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String port = matcher.group("port") == null ? DEFAULT_PORT : matcher.group("port");
        int number = Integer.parseInt(port);
        if (number < 1 || number > 65_535) {
            return Optional.empty();
        }
        String name = matcher.group("name").toLowerCase(Locale.ROOT);
        return Optional.of((LOOPBACK.contains(name) ? "localhost" : name) + ":" + number);
    }

    private static String text(Matcher url, String group) {
        return url.group(group) == null ? "" : url.group(group);
    }
}
