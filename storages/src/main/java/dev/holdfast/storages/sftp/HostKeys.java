package dev.holdfast.storages.sftp;

import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;

/// Trusts the keys of the known-hosts file and no other, never at first sight; remembers what it
/// refused, so that the user can compare.
final class HostKeys implements ServerKeyVerifier {
    private final Path file;
    private final KnownHostsServerKeyVerifier known;
    private final AtomicReference<Optional<String>> refused =
            new AtomicReference<>(Optional.empty());

    HostKeys(Path file) {
        this.file = file;
        this.known = new KnownHostsServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE, file);
    }

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey key) {
        boolean trusted = Files.isReadable(file) && known.verifyServerKey(session, address, key);
        refused.set(
                trusted
                        ? Optional.empty()
                        : Optional.of(
                                KeyUtils.getKeyType(key) + " " + KeyUtils.getFingerPrint(key)));
        return trusted;
    }

    /// The type and fingerprint of a key that was refused.
    Optional<String> refused() {
        return refused.get();
    }
}
