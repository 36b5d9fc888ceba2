package dev.holdfast.storages.sftp;

import dev.holdfast.core.storage.Deletion;
import java.io.IOException;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.common.SftpException;

/// Writes a hidden file and tries to delete it. A host may forbid that (`internal-sftp -P remove`,
/// an append-only directory).
record DeletionTrial(RemoteFiles files) {

    Deletion run(SftpClient client) throws IOException {
        String file = files.temporary(client);
        client.open(file, OpenMode.Write, OpenMode.Create, OpenMode.Exclusive).close();
        try {
            client.remove(file);
            return Deletion.POSSIBLE;
        } catch (SftpException e) {
            return Deletion.REFUSED;
        }
    }
}
