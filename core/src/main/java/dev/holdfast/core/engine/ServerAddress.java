package dev.holdfast.core.engine;

import dev.holdfast.core.secret.Secret;
import java.util.Optional;

/// How to log in to one server.
///
/// @param label what users call it, such as `shop@production`
/// @param url with user, hosts, database and options, never with a password
/// @param user overrides the user in the URL when a duty names one of its own
/// @param password read when connecting; when empty, the engine's own way applies (`.pgpass`)
public record ServerAddress(
        String label, String url, Optional<String> user, Optional<Secret> password) {

    /// The database that the URL names: what stands behind the hosts; empty when nothing does.
    public String database() {
        String path = url.substring(url.indexOf("://") + 3);
        int slash = path.indexOf('/');
        int query = path.indexOf('?');
        if (slash < 0 || (query >= 0 && query < slash)) {
            return "";
        }
        return path.substring(slash + 1, query < 0 ? path.length() : query);
    }
}
