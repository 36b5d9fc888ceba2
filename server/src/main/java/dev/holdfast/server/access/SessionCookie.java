package dev.holdfast.server.access;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/// The cookie of a session: no script reads it, no other site's request carries it, and it goes
/// when the browser does. Cookies do not know ports, so its name does.
final class SessionCookie {
    private SessionCookie() {}

    static @Nullable String read(Context http) {
        return http.cookie(name(http));
    }

    static void set(Context http, String value) {
        http.header("Set-Cookie", cookie(http, value));
    }

    static void clear(Context http) {
        http.header("Set-Cookie", cookie(http, "") + "; Max-Age=0");
    }

    private static String cookie(Context http, String value) {
        String cookie = name(http) + "=" + value + "; Path=/; HttpOnly; SameSite=Strict";
        return http.scheme().equals("https") ? cookie + "; Secure" : cookie;
    }

    private static String name(Context http) {
        return "holdfast-" + http.port();
    }
}
