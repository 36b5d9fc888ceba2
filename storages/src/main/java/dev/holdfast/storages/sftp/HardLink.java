package dev.holdfast.storages.sftp;

import java.io.IOException;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.sftp.client.RawSftpClient;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.extensions.helpers.AbstractSftpClientExtension;
import org.apache.sshd.sftp.common.extensions.openssh.HardLinkExtensionParser;

/// OpenSSH's `hardlink@openssh.com`, which the library lists but cannot call:
/// <https://github.com/openssh/openssh-portable/blob/master/PROTOCOL>, 4.5.
final class HardLink extends AbstractSftpClientExtension {
    HardLink(SftpClient client, RawSftpClient raw) {
        super(
                HardLinkExtensionParser.NAME,
                client,
                raw,
                client.getServerExtensions().containsKey(HardLinkExtensionParser.NAME));
    }

    /// Fails when `name` is taken.
    void make(String file, String name) throws IOException {
        Buffer buffer = getCommandBuffer(file.length() + name.length() + Integer.BYTES * 2);
        buffer.putString(file);
        buffer.putString(name);
        sendAndCheckExtendedCommandStatus(buffer);
    }
}
