package dev.holdfast.storages.sftp;

import dev.holdfast.core.storage.StorageKeys;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.common.SftpException;

/// What writes left that broke off, where it is older than `age` by the host's clock.
record OldLeftovers(RemoteFiles files, Duration age) {

    private static final String HIDDEN = StorageKeys.HIDDEN.replace("/", "");

    int remove(SftpClient client) throws IOException {
        FileTime limit = FileTime.from(now(client).toInstant().minus(age));
        String directory = files.path(HIDDEN);
        int removed = 0;
        for (DirEntry entry : RemoteFiles.entries(client, directory)) {
            boolean old = entry.getAttributes().getModifyTime().compareTo(limit) < 0;
            if (entry.getAttributes().isRegularFile() && old) {
                removed += remove(client, directory + "/" + entry.getFilename());
            }
        }
        return removed;
    }

    private FileTime now(SftpClient client) throws IOException {
        String file = files.temporary(client);
        client.open(file, OpenMode.Write, OpenMode.Create, OpenMode.Exclusive).close();
        try {
            return client.stat(file).getModifyTime();
        } finally {
            client.remove(file);
        }
    }

    /// Its writer may be done with it meanwhile.
    private static int remove(SftpClient client, String file) throws IOException {
        try {
            client.remove(file);
            return 1;
        } catch (SftpException e) {
            if (RemoteFiles.isMissing(e)) {
                return 0;
            }
            throw e;
        }
    }
}
