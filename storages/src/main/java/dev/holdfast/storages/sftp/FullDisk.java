package dev.holdfast.storages.sftp;

import java.io.IOException;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHStatPathExtension;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/// Finds out whether a failure without a reason has that of a full disk.
record FullDisk(SftpClient client, String root) {

    /// `e`, or what says that no space is left.
    SftpException explain(SftpException e) {
        boolean withoutReason = e.getStatus() == SftpConstants.SSH_FX_FAILURE;
        return withoutReason && isFull()
                ? new SftpException(SftpConstants.SSH_FX_NO_SPACE_ON_FILESYSTEM, e.getMessage())
                : e;
    }

    private boolean isFull() {
        try {
            OpenSSHStatPathExtension space = client.getExtension(OpenSSHStatPathExtension.class);
            return space != null && space.isSupported() && space.stat(root).f_bavail == 0;
        } catch (IOException e) {
            return false; // the first failure is told
        }
    }
}
