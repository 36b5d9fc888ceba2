package dev.holdfast.engines.postgres.connect;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A connection string as PostgreSQL's own clients take it:
/// `postgresql://user@host1:port1,host2:port2/database?option=value`.
///
/// @param options decoded, by their libpq names
record ConnectionUrl(
        List<HostPort> hosts,
        Optional<String> user,
        Optional<String> database,
        Map<String, String> options) {

    private static final String FORM = "postgresql://USER@HOST:PORT/DATABASE";

    ConnectionUrl {
        hosts = List.copyOf(hosts);
        options = Map.copyOf(options);
    }

    static ConnectionUrl parse(String label, String url) {
        return new Parser(label).parse(url);
    }

    private record Parser(String label) {

        ConnectionUrl parse(String url) {
            String rest = withoutScheme(url);
            int question = rest.indexOf('?');
            String query = question < 0 ? "" : rest.substring(question + 1);
            rest = question < 0 ? rest : rest.substring(0, question);
            int slash = rest.indexOf('/');
            String database = slash < 0 ? "" : decode(rest.substring(slash + 1));
            rest = slash < 0 ? rest : rest.substring(0, slash);
            int at = rest.lastIndexOf('@');
            String user = at < 0 ? "" : user(rest.substring(0, at));
            return new ConnectionUrl(
                    hosts(rest.substring(at + 1)), text(user), text(database), options(query));
        }

        private String withoutScheme(String url) {
            for (String scheme : List.of("postgresql://", "postgres://")) {
                if (url.startsWith(scheme)) {
                    return url.substring(scheme.length());
                }
            }
            throw invalid("the URL does not begin with postgresql://", "write it as " + FORM);
        }

        private String user(String text) {
            if (text.indexOf(':') >= 0) {
                throw passwordInUrl();
            }
            return decode(text);
        }

        private List<HostPort> hosts(String text) {
            List<HostPort> hosts = new ArrayList<>();
            for (String part : text.split(",", -1)) {
                hosts.add(host(part));
            }
            return hosts;
        }

        private HostPort host(String text) {
            int colon = text.lastIndexOf(':');
            boolean hasPort = colon > text.lastIndexOf(']');
            String host = decode(hasPort ? text.substring(0, colon) : text);
            if (host.startsWith("[") && host.endsWith("]")) {
                host = host.substring(1, host.length() - 1);
            }
            if (host.startsWith("/")) {
                throw invalid(
                        "the URL names a Unix socket, which is not supported",
                        "reach the server over TCP: postgresql://USER@localhost/DATABASE");
            }
            String name = host.isEmpty() ? "localhost" : host;
            return new HostPort(
                    name, hasPort ? port(text.substring(colon + 1)) : HostPort.DEFAULT_PORT);
        }

        private int port(String text) {
            try {
                int port = Integer.parseInt(text);
                if (port > 0 && port < 65536) {
                    return port;
                }
            } catch (NumberFormatException e) {
                throw invalidPort(text, e);
            }
            throw invalidPort(text, null);
        }

        private HoldfastException invalidPort(String text, @Nullable Throwable cause) {
            HoldfastException e =
                    invalid("'" + text + "' in the URL is not a port", "write it as " + FORM);
            return cause == null ? e : new HoldfastException(e.problem(), cause);
        }

        private Map<String, String> options(String query) {
            Map<String, String> options = new LinkedHashMap<>();
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    options.put(
                            decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
                } else if (!pair.isEmpty()) {
                    throw invalid(
                            "'" + pair + "' in the URL has no value", "write it as option=value");
                }
            }
            if (options.containsKey("password") || options.containsKey("sslpassword")) {
                throw passwordInUrl();
            }
            return options;
        }

        private String decode(String text) {
            try {
                return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw new HoldfastException(
                        invalid("the URL has a stray %", "write a percent sign as %25").problem(),
                        e);
            }
        }

        private HoldfastException passwordInUrl() {
            return invalid(
                    "the URL contains a password",
                    "take it out and write: password: \"${env:NAME}\", or use ~/.pgpass");
        }

        private HoldfastException invalid(String what, String hint) {
            return new HoldfastException(
                    ProblemCode.CONFIGURATION_INVALID, label + ": " + what, hint);
        }

        private static Optional<String> text(String value) {
            return value.isEmpty() ? Optional.empty() : Optional.of(value);
        }
    }
}
