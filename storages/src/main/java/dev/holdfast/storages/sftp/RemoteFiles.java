package dev.holdfast.storages.sftp;

import dev.holdfast.core.storage.Content;
import dev.holdfast.core.storage.StorageKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.sftp.client.RawSftpClient;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHFsyncExtension;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHPosixRenameExtension;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;
import org.apache.sshd.sftp.client.impl.SftpOutputStreamAsync;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/// Makes files on the host that appear whole and once. What the protocol offers depends on the
/// host, from best to last:
///
/// - a hard link (OpenSSH's extension, or version 6): atomic, and never overwrites;
/// - the name taken by an exclusive open, then renamed over: whoever reads between the two sees an
///   object without content, which no format of ours accepts;
/// - a plain rename, which by the protocol fails when the name is taken.
///
/// Content is synced before it gets its name (OpenSSH's extension); a directory cannot be.
final class RemoteFiles {
    private static final int BUFFER = 32 << 10;
    private static final int COPY_BYTES = 256 << 10;

    private final String root;
    private final Set<String> directories = ConcurrentHashMap.newKeySet();

    RemoteFiles(String root) {
        this.root = root;
    }

    String root() {
        return root;
    }

    String path(String key) {
        return root.equals("/") ? "/" + key : root + "/" + key;
    }

    void create(SftpClient client, String key, Content content) throws IOException {
        String target = path(key);
        if (exists(client, target)) {
            throw taken(target);
        }
        String temporary = temporary(client);
        try {
            write(client, temporary, content);
            makeDirectories(client, key);
            publish(client, temporary, target);
        } finally {
            removeQuietly(client, temporary);
        }
    }

    String temporary(SftpClient client) throws IOException {
        String key = StorageKeys.HIDDEN + UUID.randomUUID();
        makeDirectories(client, key);
        return path(key);
    }

    /// The directories above `key`; never the root, which is there or gone.
    private void makeDirectories(SftpClient client, String key) throws IOException {
        for (int slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', slash + 1)) {
            String directory = path(key.substring(0, slash));
            if (!directories.contains(directory)) {
                makeDirectory(client, directory);
                directories.add(directory);
            }
        }
    }

    static void makeDirectory(SftpClient client, String directory) throws IOException {
        try {
            client.mkdir(directory);
        } catch (SftpException e) {
            if (!isDirectory(client, directory)) {
                throw e;
            }
        }
    }

    static boolean isDirectory(SftpClient client, String path) throws IOException {
        try {
            return client.stat(path).isDirectory();
        } catch (SftpException e) {
            if (isMissing(e)) {
                return false;
            }
            throw e;
        }
    }

    static List<DirEntry> entries(SftpClient client, String directory) throws IOException {
        List<DirEntry> entries = new ArrayList<>();
        try (CloseableHandle handle = client.openDir(directory)) {
            List<DirEntry> some;
            while ((some = client.readDir(handle)) != null) {
                entries.addAll(some);
            }
        }
        return entries;
    }

    static boolean isMissing(SftpException e) {
        return e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE
                || e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_PATH;
    }

    private static boolean exists(SftpClient client, String path) throws IOException {
        try {
            client.lstat(path);
            return true;
        } catch (SftpException e) {
            if (isMissing(e)) {
                return false;
            }
            throw e;
        }
    }

    private static SftpException taken(String path) {
        return new SftpException(SftpConstants.SSH_FX_FILE_ALREADY_EXISTS, path);
    }

    private static void write(SftpClient client, String path, Content content) throws IOException {
        try (CloseableHandle handle =
                        client.open(path, OpenMode.Write, OpenMode.Create, OpenMode.Exclusive);
                InputStream stream = content.open()) {
            long written = copy(client, path, handle, stream);
            if (written != content.sizeBytes()) {
                throw new IOException(
                        "content of %d bytes gave %d".formatted(content.sizeBytes(), written));
            }
            OpenSSHFsyncExtension fsync = client.getExtension(OpenSSHFsyncExtension.class);
            if (fsync != null && fsync.isSupported()) {
                fsync.fsync(handle);
            }
            if (client.stat(handle).getSize() != written) {
                throw new IOException("the host did not keep all of " + written + " bytes");
            }
        }
    }

    /// Sends ahead without waiting for each answer; all are there when it returns.
    private static long copy(
            SftpClient client, String path, CloseableHandle handle, InputStream stream)
            throws IOException {
        try (OutputStream target =
                new SftpOutputStreamAsync(
                        (AbstractSftpClient) client, BUFFER, path, handle, false)) {
            byte[] buffer = new byte[COPY_BYTES];
            long written = 0;
            int count;
            while ((count = stream.read(buffer)) >= 0) {
                target.write(buffer, 0, count);
                written += count;
            }
            return written;
        }
    }

    private static void publish(SftpClient client, String temporary, String target)
            throws IOException {
        HardLink link = new HardLink(client, (RawSftpClient) client);
        try {
            if (link.isSupported()) {
                link.make(temporary, target);
            } else if (client.getVersion() >= SftpConstants.SFTP_V6) {
                client.link(target, temporary, false);
            } else {
                rename(client, temporary, target);
            }
        } catch (SftpException e) {
            throw exists(client, target) ? taken(target) : e;
        }
    }

    private static void rename(SftpClient client, String temporary, String target)
            throws IOException {
        OpenSSHPosixRenameExtension over = client.getExtension(OpenSSHPosixRenameExtension.class);
        if (over == null || !over.isSupported()) {
            client.rename(temporary, target);
            return;
        }
        client.open(target, OpenMode.Write, OpenMode.Create, OpenMode.Exclusive).close();
        try {
            over.posixRename(temporary, target);
        } catch (IOException e) {
            removeQuietly(client, target); // the name is ours: left behind, it could never be used
            throw e;
        }
    }

    /// Of what there is anyway nothing left to do but to tell what went wrong first; the pruner
    /// finds the rest.
    private static void removeQuietly(SftpClient client, String path) {
        try {
            client.remove(path);
        } catch (IOException e) {
            return;
        }
    }
}
