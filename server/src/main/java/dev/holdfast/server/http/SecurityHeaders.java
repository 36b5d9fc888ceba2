package dev.holdfast.server.http;

import io.javalin.http.Context;
import java.util.Map;

/// What every answer tells the browser: run nothing and ask nothing that does not come from here,
/// stand in nobody's frame, tell nobody where you were.
final class SecurityHeaders {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " connect-src 'self'; manifest-src 'self'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'";
    private static final Map<String, String> ALWAYS =
            Map.of(
                    "Content-Security-Policy", POLICY,
                    "X-Content-Type-Options", "nosniff",
                    "X-Frame-Options", "DENY",
                    "Referrer-Policy", "no-referrer",
                    "Cross-Origin-Opener-Policy", "same-origin",
                    "Cross-Origin-Resource-Policy", "same-origin",
                    "Permissions-Policy", "camera=(), geolocation=(), microphone=()",
                    "Cache-Control", "no-store");

    private SecurityHeaders() {}

    /// @param encrypted browsers are told to come encrypted for a year
    static void set(Context http, boolean encrypted) {
        ALWAYS.forEach(http::header);
        if (encrypted) {
            http.header("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
