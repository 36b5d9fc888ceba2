package dev.holdfast.server.http;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where the API and the console are to be reached.
///
/// @param host an address or a name of this machine
/// @param port 0 for any that is free
/// @param tls what it is encrypted with
/// @param names further names under which browsers know it
/// @param plainAllowed other machines may reach it without encryption
public record Listening(
        String host, int port, Optional<Tls> tls, List<String> names, boolean plainAllowed) {
    public static final int DEFAULT_PORT = 7480;

    private static final int LAST_PORT = 65_535;
    private static final Pattern PORT_ONLY = Pattern.compile("[0-9]{1,5}");
    private static final Pattern PLACE =
            Pattern.compile("(?:\\[(?<bare>[^]]+)]|(?<host>[^:\\[\\]]+))(?::(?<port>[0-9]{1,5}))?");

    public Listening {
        names = List.copyOf(names);
    }

    /// PEM files: the certificate with its chain, and its key.
    public record Tls(Path certificate, Path key) {}

    /// Known also by the name in `url`, as of the proxy before it.
    public Listening knownAs(String url) {
        List<String> more = new ArrayList<>(names);
        more.add(URI.create(url).getHost());
        return new Listening(host, port, tls, more, plainAllowed);
    }

    /// Reads `HOST:PORT`, `HOST`, `PORT` or `[IPv6]:PORT`. `USAGE` when it is none.
    public static Listening read(String text) {
        Matcher port = PORT_ONLY.matcher(text);
        Matcher place = PLACE.matcher(text);
        if (port.matches()) {
            return at("127.0.0.1", text).orElseThrow(() -> wrong(text));
        }
        if (!place.matches()) {
            throw wrong(text);
        }
        String host = Objects.requireNonNullElseGet(place.group("bare"), () -> place.group("host"));
        String number = Objects.requireNonNullElse(place.group("port"), "" + DEFAULT_PORT);
        return at(host, number).orElseThrow(() -> wrong(text));
    }

    private static Optional<Listening> at(String host, String port) {
        int number = Integer.parseInt(port);
        return number > LAST_PORT
                ? Optional.empty()
                : Optional.of(new Listening(host, number, Optional.empty(), List.of(), false));
    }

    private static HoldfastException wrong(String text) {
        return new HoldfastException(
                ProblemCode.USAGE,
                "'" + text + "' is nothing to listen on",
                "write --listen 127.0.0.1:" + DEFAULT_PORT + ", or --listen none");
    }

    /// Refuses to be reached from other machines without encryption. `LISTEN_REFUSED`.
    void requireSafe() {
        if (!isLoopback() && tls.isEmpty() && !plainAllowed) {
            throw new HoldfastException(
                    ProblemCode.LISTEN_REFUSED,
                    "other machines can reach " + host + ", and nothing would be encrypted",
                    "give --tls-certificate FILE and --tls-key FILE; or listen on 127.0.0.1 behind a"
                            + " proxy; or, knowing that tokens can be read on the way, add"
                            + " --allow-plain-http");
        }
    }

    boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new HoldfastException(
                    ProblemCode.LISTEN_FAILED,
                    "'" + host + "' is no address of this machine",
                    "write --listen 127.0.0.1:" + DEFAULT_PORT,
                    e);
        }
    }

    /// For a browser.
    String address(int actualPort) {
        String shown = host.contains(":") ? "[" + host + "]" : host;
        return (tls.isPresent() ? "https://" : "http://") + shown + ":" + actualPort;
    }
}
