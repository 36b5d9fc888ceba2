package dev.holdfast.app;

import dev.holdfast.core.estate.StorageSettings;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.storages.file.FileSettings;
import dev.holdfast.storages.s3.S3Settings;
import dev.holdfast.storages.sftp.SftpSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where a bare vault is: a directory, `s3://BUCKET/PREFIX?region=…&endpoint=…&ca=…` with the
/// credentials of the environment, or `sftp://USER@HOST:PORT/PATH?key=FILE&known-hosts=FILE`.
final class BareStorage {
    private static final int SSH_PORT = 22;
    private static final Path SSH = Path.of(System.getProperty("user.home"), ".ssh");

    private final String place;
    private final URI uri;
    private final Map<String, String> options;

    private BareStorage(String place, URI uri) {
        this.place = place;
        this.uri = uri;
        this.options = options(uri);
    }

    /// `USAGE` when `place` is no such thing.
    static StorageSettings settings(String place) {
        if (!place.contains("://")) {
            return new FileSettings(Path.of(place));
        }
        try {
            BareStorage bare = new BareStorage(place, new URI(place));
            return switch (String.valueOf(bare.uri.getScheme())) {
                case "s3" -> bare.bucket();
                case "sftp" -> bare.host();
                default -> throw wrong(place);
            };
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw wrong(place);
        }
    }

    private S3Settings bucket() {
        allow(Set.of("region", "endpoint", "ca"));
        String name = required(uri.getAuthority());
        Optional<URI> endpoint = option("endpoint").map(URI::create);
        return new S3Settings(
                new S3Settings.Bucket(
                        name,
                        option("region").orElse("us-east-1"),
                        endpoint,
                        S3Settings.prefix(uri.getPath()),
                        endpoint.isPresent(),
                        option("ca").map(Path::of),
                        Optional.empty()),
                S3Settings.Writing.PLAIN,
                Optional.empty());
    }

    private SftpSettings host() {
        allow(Set.of("key", "known-hosts"));
        String user = required(uri.getUserInfo());
        if (user.contains(":")) {
            throw wrong("sftp://…"); // it may be a password: never shown
        }
        Path key = option("key").map(Path::of).orElse(SSH.resolve("id_ed25519"));
        return new SftpSettings(
                new SftpSettings.Place(
                        required(uri.getHost()),
                        uri.getPort() < 0 ? SSH_PORT : uri.getPort(),
                        required(uri.getPath())),
                option("known-hosts").map(Path::of).orElse(SSH.resolve("known_hosts")),
                new SftpSettings.Login(
                        user,
                        Optional.of(new Secret.FromFile(key)),
                        Optional.empty(),
                        Optional.empty()));
    }

    private void allow(Set<String> names) {
        if (!names.containsAll(options.keySet())) {
            throw wrong(place);
        }
    }

    private String required(@Nullable String part) {
        if (part == null || part.isBlank()) {
            throw wrong(place);
        }
        return part;
    }

    private Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    private static Map<String, String> options(URI uri) {
        String query = uri.getQuery();
        if (query == null) {
            return Map.of();
        }
        return Arrays.stream(query.split("&", -1))
                .map(each -> each.split("=", 2))
                .collect(
                        Collectors.toMap(
                                each -> each[0],
                                each -> each.length == 2 ? each[1] : "",
                                (first, _) -> first));
    }

    private static HoldfastException wrong(String place) {
        return new HoldfastException(
                ProblemCode.USAGE,
                "'%s' is no place of a vault".formatted(place),
                "give a directory, s3://BUCKET/PREFIX?endpoint=https://HOST&region=REGION (key from"
                        + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY), or"
                        + " sftp://USER@HOST/PATH?key=FILE&known-hosts=FILE");
    }
}
