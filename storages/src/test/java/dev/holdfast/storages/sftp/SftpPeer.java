package dev.holdfast.storages.sftp;

import dev.holdfast.core.secret.Secret;
import dev.holdfast.storages.sftp.SftpSettings.Login;
import dev.holdfast.storages.sftp.SftpSettings.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.jspecify.annotations.Nullable;

/// A real SFTP server on loopback, whose root is a directory.
final class SftpPeer implements AutoCloseable {
    static final String USER = "holdfast";
    static final String PASSWORD = "correct horse";

    private final SshServer server;
    private final KeyPair hostKey;
    private final Path knownHosts;

    private SftpPeer(SshServer server, KeyPair hostKey, Path knownHosts) {
        this.server = server;
        this.hostKey = hostKey;
        this.knownHosts = knownHosts;
    }

    /// @param version of the protocol; 3 is what OpenSSH speaks
    static SftpPeer start(Path directory, int version) throws IOException {
        return start(directory, version, 0, key());
    }

    static SftpPeer start(Path directory, int version, int port, KeyPair hostKey)
            throws IOException {
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(port);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPasswordAuthenticator(
                (user, password, _) -> user.equals(USER) && password.equals(PASSWORD));
        server.setPublickeyAuthenticator(
                (user, key, _) -> user.equals(USER) && key.equals(loginKey(directory)));
        server.setFileSystemFactory(
                new VirtualFileSystemFactory(Files.createDirectories(directory.resolve("root"))));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory.Builder().build()));
        SftpModuleProperties.SFTP_VERSION.set(server, version);
        server.start();
        Path knownHosts = directory.resolve("known_hosts");
        SftpPeer peer = new SftpPeer(server, hostKey, knownHosts);
        Files.writeString(knownHosts, peer.knownHost(hostKey));
        return peer;
    }

    private static @Nullable PublicKey loginKey(Path directory) {
        try {
            String line = Files.readString(directory.resolve("authorized_keys"));
            return PublicKeyEntry.parsePublicKeyEntry(line).resolvePublicKey(null, null, null);
        } catch (IOException | GeneralSecurityException e) {
            return null;
        }
    }

    /// Logs in with `key` instead of the password.
    SftpSettings settings(String path, KeyPair key) throws IOException, GeneralSecurityException {
        Path file = knownHosts.resolveSibling("id");
        Files.writeString(
                knownHosts.resolveSibling("authorized_keys"),
                PublicKeyEntry.toString(key.getPublic()));
        try (OutputStream stream = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", null, stream);
        }
        return settings(path)
                .with(
                        new Login(
                                USER,
                                Optional.of(new Secret.FromFile(file)),
                                Optional.empty(),
                                Optional.empty()));
    }

    static KeyPair key() {
        try {
            return KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    SshServer server() {
        return server;
    }

    KeyPair hostKey() {
        return hostKey;
    }

    Path knownHosts() {
        return knownHosts;
    }

    /// A line that trusts `key` for this host.
    String knownHost(KeyPair key) {
        return "[127.0.0.1]:%d %s%n"
                .formatted(server.getPort(), PublicKeyEntry.toString(key.getPublic()));
    }

    SftpSettings settings(String path) {
        return settings(path, PASSWORD);
    }

    SftpSettings settings(String path, String password) {
        return new SftpSettings(
                new Place("127.0.0.1", server.getPort(), path),
                knownHosts,
                new Login(
                        USER,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Secret.Held(password))));
    }

    /// As when the network goes away.
    void dropConnections() {
        for (AbstractSession session : server.getActiveSessions()) {
            session.close(true);
        }
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
