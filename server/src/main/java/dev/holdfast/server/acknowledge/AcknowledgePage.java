package dev.holdfast.server.acknowledge;

import io.javalin.http.Context;
import java.util.List;
import java.util.stream.Collectors;

/// A page without scripts, which also a phone's mail program shows.
final class AcknowledgePage {
    /// As for every page, but its one form may be sent.
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
                    + " form-action 'self'; frame-ancestors 'none'";

    private static final String FRAME =
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>%1$s – Holdfast</title>
            <link rel="icon" href="/console/mark.svg">
            <link rel="stylesheet" href="/console/style/base.css">
            <link rel="stylesheet" href="/console/style/parts.css">
            <link rel="stylesheet" href="/console/style/acknowledge.css">
            </head>
            <body>
            <main>
            <h1>%1$s</h1>
            %2$s
            </main>
            </body>
            </html>
            """;

    private AcknowledgePage() {}

    static String question(List<String> lines) {
        return FRAME.formatted(
                "Do you look after this?",
                list(lines)
                        + """

                        <form method="post"><button class="button main">Acknowledge</button></form>
                        <p>Nobody is reminded of it any more, and this way of telling people is known to \
                        reach somebody.</p>\
                        """);
    }

    static String thanks(List<String> lines) {
        return FRAME.formatted(
                "Acknowledged",
                list(lines)
                        + "\n<p>Nobody is reminded of it any more. You may close this page.</p>");
    }

    static String unknown() {
        return FRAME.formatted(
                "This link is not known",
                "<p>It may be older than a month, or it was cut. See what is open:"
                        + " <code>holdfast monitor alerts</code></p>");
    }

    private static String list(List<String> lines) {
        return lines.stream()
                .map(line -> "<li>" + escaped(line) + "</li>")
                .collect(Collectors.joining("\n", "<ul>\n", "\n</ul>"));
    }

    /// What came from a server is text, whatever it looks like.
    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    static void answer(Context http, int status, String page) {
        http.status(status)
                .header("Content-Security-Policy", POLICY)
                .contentType("text/html; charset=utf-8")
                .result(page);
    }
}
