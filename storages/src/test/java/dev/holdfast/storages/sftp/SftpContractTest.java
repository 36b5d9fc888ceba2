package dev.holdfast.storages.sftp;

import dev.holdfast.core.storage.Storage;
import dev.holdfast.testkit.StorageContract;
import dev.holdfast.testkit.sftp.SftpPeer;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

final class SftpContractTest {

    abstract static class Contract extends StorageContract {
        @TempDir Path directory;
        private @Nullable SftpPeer peer;

        abstract int version();

        @Override
        protected final Storage open() throws IOException {
            SftpPeer started = SftpPeer.start(directory, version());
            peer = started;
            Storage made =
                    new SftpStorageType()
                            .open("vaultbox", PeerSettings.of(started, "/backup/vault"));
            made.initialize();
            return made;
        }

        @AfterEach
        final void stopPeer() throws IOException {
            if (peer != null) {
                peer.close();
            }
        }
    }

    /// Names are taken by an exclusive open.
    @Nested
    final class WithTheProtocolOfOpenSsh extends Contract {
        @Override
        int version() {
            return 3;
        }
    }

    /// Names are given by a hard link.
    @Nested
    final class WithTheNewestProtocol extends Contract {
        @Override
        int version() {
            return 6;
        }
    }
}
