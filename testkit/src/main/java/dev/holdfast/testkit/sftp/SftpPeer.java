package dev.holdfast.testkit.sftp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.jspecify.annotations.Nullable;

/// A real SFTP server on loopback, whose root is a directory. [#PRUNER] logs in with the same
/// password, and is the only one that may delete where [#onlyThePrunerDeletes] was called.
public final class SftpPeer implements AutoCloseable {
    public static final String USER = "holdfast";
    public static final String PRUNER = "pruner";
    public static final String PASSWORD = "correct horse";

    private final SshServer server;
    private final KeyPair hostKey;
    private final Path knownHosts;

    private final Watch watch;

    /// Counts what is read and written, and refuses deletions to whoever is not the pruner, where
    /// that is wanted.
    private static final class Watch implements SftpEventListener {
        private final LongAdder transfers = new LongAdder();
        private volatile boolean restricted;

        @Override
        public void removing(ServerSession session, Path path, boolean isDirectory)
                throws AccessDeniedException {
            if (restricted && !session.getUsername().equals(PRUNER)) {
                throw new AccessDeniedException(path.toString());
            }
        }

        @Override
        public void read(
                ServerSession session,
                String remoteHandle,
                FileHandle localHandle,
                long offset,
                byte[] data,
                int dataOffset,
                int dataLen,
                int readLen,
                @Nullable Throwable thrown) {
            transfers.increment();
        }

        @Override
        public void written(
                ServerSession session,
                String remoteHandle,
                FileHandle localHandle,
                long offset,
                byte[] data,
                int dataOffset,
                int dataLen,
                @Nullable Throwable thrown) {
            transfers.increment();
        }
    }

    private SftpPeer(SshServer server, KeyPair hostKey, Path knownHosts, Watch watch) {
        this.watch = watch;
        this.server = server;
        this.hostKey = hostKey;
        this.knownHosts = knownHosts;
    }

    /// @param version of the protocol; 3 is what OpenSSH speaks
    public static SftpPeer start(Path directory, int version) throws IOException {
        return start(directory, version, 0, key());
    }

    public static SftpPeer start(Path directory, int version, int port, KeyPair hostKey)
            throws IOException {
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(port);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPasswordAuthenticator((user, password, _) ->
                (user.equals(USER) || user.equals(PRUNER)) && password.equals(PASSWORD));
        server.setPublickeyAuthenticator(
                (user, key, _) -> user.equals(USER) && key.equals(loginKey(directory)));
        server.setFileSystemFactory(
                new VirtualFileSystemFactory(Files.createDirectories(directory.resolve("root"))));
        Watch watch = new Watch();
        SftpSubsystemFactory sftp = new SftpSubsystemFactory.Builder().build();
        sftp.addSftpEventListener(watch);
        server.setSubsystemFactories(List.of(sftp));
        SftpModuleProperties.SFTP_VERSION.set(server, version);
        server.start();
        Path knownHosts = directory.resolve("known_hosts");
        SftpPeer peer = new SftpPeer(server, hostKey, knownHosts, watch);
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

    /// Lets [#USER] in with `key` too.
    ///
    /// @return the file of the private key
    public Path authorize(KeyPair key) throws IOException, GeneralSecurityException {
        Path file = knownHosts.resolveSibling("id");
        Files.writeString(
                knownHosts.resolveSibling("authorized_keys"),
                PublicKeyEntry.toString(key.getPublic()));
        try (OutputStream stream = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", null, stream);
        }
        return file;
    }

    public static KeyPair key() {
        try {
            return KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public SshServer server() {
        return server;
    }

    public KeyPair hostKey() {
        return hostKey;
    }

    public Path knownHosts() {
        return knownHosts;
    }

    /// A line that trusts `key` for this host.
    public String knownHost(KeyPair key) {
        return "[127.0.0.1]:%d %s%n"
                .formatted(server.getPort(), PublicKeyEntry.toString(key.getPublic()));
    }

    public void onlyThePrunerDeletes() {
        watch.restricted = true;
    }

    /// How many pieces of files were read and written so far.
    public long transfers() {
        return watch.transfers.sum();
    }

    public int port() {
        return server.getPort();
    }

    /// As when the network goes away.
    ///
    /// @return how many there were
    public int dropConnections() {
        List<AbstractSession> sessions = server.getActiveSessions();
        sessions.forEach(session -> session.close(true));
        return sessions.size();
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
