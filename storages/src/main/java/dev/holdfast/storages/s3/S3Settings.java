package dev.holdfast.storages.s3;

import dev.holdfast.core.estate.StorageSettings;
import dev.holdfast.core.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Options of `type: s3`.
///
/// @param credentials empty: the usual chain of environment, profile and machine role
public record S3Settings(Bucket bucket, Writing writing, Optional<Credentials> credentials)
        implements StorageSettings {

    /// @param endpoint empty: Amazon's own in `region`
    /// @param prefix empty, or what keys begin with, ending with `/`
    /// @param pathStyle `https://host/bucket/key` instead of `https://bucket.host/key`
    /// @param ca certificates to trust instead of the system's
    /// @param owner the account that must own the bucket
    public record Bucket(
            String name,
            String region,
            Optional<URI> endpoint,
            String prefix,
            boolean pathStyle,
            Optional<Path> ca,
            Optional<String> owner) {

        /// For people.
        String location() {
            String place = endpoint.map(uri -> " at " + uri).orElse(" in " + region);
            return "s3://" + name + (prefix.isEmpty() ? "" : "/" + prefix) + place;
        }
    }

    /// How objects are stored.
    public record Writing(Optional<String> storageClass, Optional<ObjectLock> lock) {
        public static final Writing PLAIN = new Writing(Optional.empty(), Optional.empty());
    }

    /// Nobody can delete or change an object for `days` after it was written; in `governance` mode
    /// nobody without a special permission.
    public record ObjectLock(Mode mode, int days) {
        public enum Mode {
            GOVERNANCE,
            COMPLIANCE
        }
    }

    public record Credentials(Secret accessKey, Secret secretKey) {}

    private record Place(Optional<URI> endpoint, String bucket, String prefix) {}

    /// Requests are billed.
    @Override
    public Duration pieceInterval() {
        return Duration.ofSeconds(20);
    }

    @Override
    public String type() {
        return "s3";
    }

    @Override
    public String credential() {
        return credentials
                .map(each -> "access key " + each.accessKey())
                .orElse("this machine's AWS credentials");
    }

    @Override
    public Object place() {
        return new Place(bucket.endpoint(), bucket.name(), bucket.prefix());
    }

    /// `text` without slashes around it and with one behind it; empty stays empty.
    public static String prefix(String text) {
        String bare = text.strip().replaceAll("^/+|/+$", "");
        return bare.isEmpty() ? "" : bare + "/";
    }

    S3Settings with(Credentials other) {
        return new S3Settings(bucket, writing, Optional.of(other));
    }
}
