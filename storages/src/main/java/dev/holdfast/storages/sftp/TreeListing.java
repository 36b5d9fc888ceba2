package dev.holdfast.storages.sftp;

import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.core.storage.StorageKeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.common.SftpException;

/// Lists directory by directory, keys in order, so that a list that broke off can go on.
record TreeListing(SftpCalls calls, RemoteFiles files) {

    void run(String prefix, Consumer<ObjectInfo> each) {
        int slash = prefix.lastIndexOf('/');
        list(prefix.substring(0, slash + 1), prefix, each);
    }

    /// @param above empty, or a directory with a slash behind it
    private void list(String above, String prefix, Consumer<ObjectInfo> each) {
        for (DirEntry entry : entries(above, prefix)) {
            String key = above + entry.getFilename();
            if (entry.getAttributes().isDirectory()) {
                list(key + "/", prefix, each);
            } else if (entry.getAttributes().isRegularFile()
                    && key.startsWith(prefix)
                    && StorageKeys.isOne(key)) {
                each.accept(SftpStorage.info(key, entry.getAttributes()));
            }
        }
    }

    private List<DirEntry> entries(String above, String prefix) {
        String directory =
                above.isEmpty() ? files.root() : files.path(above.substring(0, above.length() - 1));
        return calls.call(
                above,
                client -> {
                    List<DirEntry> entries = new ArrayList<>();
                    try {
                        for (DirEntry entry : RemoteFiles.entries(client, directory)) {
                            if (matters(above, entry, prefix)) {
                                entries.add(entry);
                            }
                        }
                    } catch (SftpException e) {
                        if (!RemoteFiles.isMissing(e)) {
                            throw e;
                        }
                        if (!RemoteFiles.isDirectory(client, files.root())) {
                            throw calls.failures().noDirectory();
                        }
                    }
                    entries.sort(Comparator.comparing(TreeListing::place));
                    return entries;
                });
    }

    private static boolean matters(String above, DirEntry entry, String prefix) {
        String name = entry.getFilename();
        if (name.equals(".") || name.equals("..")) {
            return false;
        }
        String key = above + place(entry);
        return !key.equals(StorageKeys.HIDDEN)
                && (key.startsWith(prefix) || prefix.startsWith(key));
    }

    /// Where an entry stands among keys: what is below a directory begins with its slash.
    private static String place(DirEntry entry) {
        return entry.getAttributes().isDirectory()
                ? entry.getFilename() + "/"
                : entry.getFilename();
    }
}
