package dev.holdfast.storages.sftp;

import dev.holdfast.core.secret.Secret;
import dev.holdfast.storages.sftp.SftpSettings.Login;
import dev.holdfast.storages.sftp.SftpSettings.Place;
import dev.holdfast.testkit.sftp.SftpPeer;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Optional;

/// How to log in to a peer.
final class PeerSettings {
    private PeerSettings() {}

    static SftpSettings of(SftpPeer peer, String path) {
        return of(peer, path, SftpPeer.PASSWORD);
    }

    static SftpSettings of(SftpPeer peer, String path, String password) {
        return new SftpSettings(
                new Place("127.0.0.1", peer.port(), path),
                peer.knownHosts(),
                new Login(
                        SftpPeer.USER,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Secret.Held(password))));
    }

    /// With `key` instead of the password.
    static SftpSettings of(SftpPeer peer, String path, KeyPair key)
            throws IOException, GeneralSecurityException {
        return of(peer, path)
                .with(
                        new Login(
                                SftpPeer.USER,
                                Optional.of(new Secret.FromFile(peer.authorize(key))),
                                Optional.empty(),
                                Optional.empty()));
    }
}
