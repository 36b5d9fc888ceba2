package dev.holdfast.storages.sftp;

import dev.holdfast.storages.sftp.SftpSettings.Login;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.jspecify.annotations.Nullable;

/// One login, made when it is first needed and again after it dropped. Neither the user's own SSH
/// configuration nor their keys are used: what counts stands in `holdfast.yaml`.
final class SftpConnection implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration LOG_IN = Duration.ofSeconds(30);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int LOST_HEARTBEATS = 3;

    private final SftpSettings settings;
    private final HostKeys hostKeys;
    private @Nullable SshClient client;
    private @Nullable ClientSession session;

    SftpConnection(SftpSettings settings) {
        this.settings = settings;
        this.hostKeys = new HostKeys(settings.knownHosts());
    }

    HostKeys hostKeys() {
        return hostKeys;
    }

    /// A channel of its own for one call at a time; the caller closes it.
    SftpClient channel() throws IOException {
        return SftpClientFactory.instance().createSftpClient(session());
    }

    private synchronized ClientSession session() throws IOException {
        ClientSession known = session;
        if (known == null || !known.isOpen()) {
            known = logIn();
            session = known;
        }
        return known;
    }

    private ClientSession logIn() throws IOException {
        ClientSession made =
                client().connect(
                                settings.login().user(),
                                settings.where().host(),
                                settings.where().port())
                        .verify(CONNECT)
                        .getSession();
        try {
            identify(made, settings.login());
            made.auth().verify(LOG_IN);
            return made;
        } catch (IOException | RuntimeException e) {
            made.close(true);
            throw e;
        }
    }

    private static void identify(ClientSession session, Login login) throws IOException {
        login.password().ifPresent(it -> session.addPasswordIdentity(it.reveal()));
        if (login.key().isPresent()) {
            byte[] text = login.key().get().reveal().getBytes(StandardCharsets.UTF_8);
            FilePasswordProvider passphrase =
                    login.passphrase()
                            .map(it -> FilePasswordProvider.of(it.reveal()))
                            .orElse(FilePasswordProvider.EMPTY);
            try {
                for (KeyPair pair :
                        SecurityUtils.loadKeyPairIdentities(
                                session,
                                NamedResource.ofName("key"),
                                new ByteArrayInputStream(text),
                                passphrase)) {
                    session.addPublicKeyIdentity(pair);
                }
            } catch (GeneralSecurityException | NullPointerException e) {
                throw new UnusableKey(e);
            }
        }
    }

    /// The private key, not the connection, is what is wrong.
    static final class UnusableKey extends IOException {
        UnusableKey(Exception cause) {
            super(cause);
        }
    }

    private SshClient client() {
        SshClient known = client;
        if (known == null) {
            known = SshClient.setUpDefaultClient();
            known.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
            known.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
            known.setServerKeyVerifier(hostKeys);
            CoreModuleProperties.HEARTBEAT_INTERVAL.set(known, HEARTBEAT);
            CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(known, LOST_HEARTBEATS);
            known.start();
            client = known;
        }
        return known;
    }

    @Override
    public synchronized void close() {
        if (session != null) {
            session.close(true);
        }
        if (client != null) {
            client.stop();
        }
    }
}
