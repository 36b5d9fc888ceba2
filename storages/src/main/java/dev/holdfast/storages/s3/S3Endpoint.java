package dev.holdfast.storages.s3;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// The address of a service.
final class S3Endpoint {
    private S3Endpoint() {}

    /// Empty when it is none, or carries a user or a password.
    static Optional<URI> parse(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return Optional.of(uri)
                    .filter(_ -> web && uri.getHost() != null && uri.getUserInfo() == null)
                    .filter(_ -> uri.getQuery() == null && uri.getFragment() == null);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
