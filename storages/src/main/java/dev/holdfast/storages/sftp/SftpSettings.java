package dev.holdfast.storages.sftp;

import dev.holdfast.core.estate.StorageSettings;
import dev.holdfast.core.secret.Secret;
import java.nio.file.Path;
import java.util.Optional;

/// Options of `type: sftp`.
///
/// @param knownHosts a file as OpenSSH keeps it; a host that is not in it is refused
public record SftpSettings(Place where, Path knownHosts, Login login) implements StorageSettings {

    /// @param path without a slash at its end; relative to the login's home unless it begins with
    ///   one
    public record Place(String host, int port, String path) {

        /// For people.
        String location() {
            String from = path.startsWith("/") ? "" : "/~/";
            return "sftp://%s:%d%s%s".formatted(host, port, from, path);
        }
    }

    /// @param key a private key as OpenSSH or PEM write it
    /// @param passphrase of that key
    public record Login(
            String user,
            Optional<Secret> key,
            Optional<Secret> passphrase,
            Optional<Secret> password) {}

    @Override
    public String type() {
        return "sftp";
    }

    @Override
    public String credential() {
        return "user " + login.user() + " of " + where.host();
    }

    @Override
    public Object place() {
        return where;
    }

    SftpSettings with(Login other) {
        return new SftpSettings(where, knownHosts, other);
    }
}
