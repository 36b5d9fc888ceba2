package dev.holdfast.server.console;

import dev.holdfast.server.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Serves the console: its page at each of its addresses, its files below `/console/`, and the
/// libraries below `/console/lib/`. Files are kept zipped; a browser asks whether they changed, and
/// is told by their tag.
public final class ConsoleRoutes implements Routes {
    private static final List<String> PAGES =
            List.of(
                    "/",
                    "/databases/{label}",
                    "/snapshots",
                    "/snapshots/{id}",
                    "/branches",
                    "/operations",
                    "/operations/{id}",
                    "/alerts",
                    "/findings",
                    "/storages",
                    "/journal");
    private static final Pattern NAME = Pattern.compile("(?:[a-z0-9-]+/)*[a-z0-9-]+\\.[a-z]+");
    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "svg", "image/svg+xml");
    private static final Map<String, Library> LIBRARIES =
            Map.of(
                    "lit-html.js", new Library("lit-html", "lit-html.js"),
                    "chart.js", new Library("chart.js", "dist/chart.umd.min.js"));

    private final Map<String, ConsoleFile> files = new ConcurrentHashMap<>();

    /// A file of a WebJar, whose version stands in its own description.
    private record Library(String artifact, String path) {

        String resource() throws IOException {
            Properties about = new Properties();
            String description = "/META-INF/maven/org.webjars.npm/" + artifact + "/pom.properties";
            try (@Nullable InputStream in = ConsoleRoutes.class.getResourceAsStream(description)) {
                if (in == null) {
                    throw new IllegalStateException("no WebJar of " + artifact);
                }
                about.load(in);
            }
            return "/META-INF/resources/webjars/%s/%s/%s"
                    .formatted(artifact, about.getProperty("version"), path);
        }
    }

    @Override
    public void addTo(RoutesConfig routes) {
        PAGES.forEach(page -> routes.get(page, http -> send(http, "index.html")));
        routes.get("/console/<name>", http -> send(http, http.pathParam("name")));
    }

    private void send(Context http, String name) {
        ConsoleFile file = file(name).orElseThrow(NotFoundResponse::new);
        http.disableCompression();
        http.header("Cache-Control", "no-cache").header("ETag", file.tag());
        http.header("Vary", "Accept-Encoding");
        if (file.tag().equals(http.header("If-None-Match"))) {
            http.status(304);
            return;
        }
        @Nullable String accepted = http.header("Accept-Encoding");
        boolean zipped = accepted != null && accepted.contains("gzip");
        if (zipped) {
            http.header("Content-Encoding", "gzip");
        }
        http.contentType(file.type()).result(zipped ? file.zipped() : file.plain());
    }

    /// Only what is there is kept, so what is asked for cannot fill the memory.
    private Optional<ConsoleFile> file(String name) {
        @Nullable ConsoleFile known = files.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<ConsoleFile> read = NAME.matcher(name).matches() ? read(name) : Optional.empty();
        read.ifPresent(file -> files.put(name, file));
        return read;
    }

    private static Optional<ConsoleFile> read(String name) {
        try {
            @Nullable Library library =
                    name.startsWith("lib/") ? LIBRARIES.get(name.substring(4)) : null;
            String resource = library == null ? "/console/" + name : library.resource();
            @Nullable String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
            try (@Nullable InputStream in = ConsoleRoutes.class.getResourceAsStream(resource)) {
                return in == null || type == null
                        ? Optional.empty()
                        : Optional.of(ConsoleFile.of(type, in.readAllBytes()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
