package dev.holdfast.storages.sftp;

import dev.holdfast.core.storage.Content;
import dev.holdfast.core.storage.Deletion;
import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.core.storage.StorageKeys;
import dev.holdfast.storages.remote.CountedContent;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.common.SftpException;

/// A directory on another host that keeps objects as files. The key is the path below it.
///
/// The directory must exist: a mount that is gone there is `STORAGE_UNREACHABLE`, never silently
/// made anew. Only [#initialize] creates it.
final class SftpStorage implements Storage {
    private static final int STREAM_BUFFER = 256 << 10;

    private final String name;
    private final SftpSettings settings;
    private final SftpFailures failures;
    private final SftpCalls calls;
    private final RemoteFiles files;

    SftpStorage(String name, SftpSettings settings) {
        this.name = name;
        this.settings = settings;
        SftpConnection connection = new SftpConnection(settings);
        this.failures = new SftpFailures(name, settings, connection.hostKeys());
        this.calls = new SftpCalls(connection, failures);
        this.files = new RemoteFiles(settings.where().path());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String location() {
        return settings.where().location();
    }

    @Override
    public void initialize() {
        String root = settings.where().path();
        calls.call(
                "",
                client -> {
                    for (int slash = root.indexOf('/', 1);
                            slash >= 0;
                            slash = root.indexOf('/', slash + 1)) {
                        RemoteFiles.makeDirectory(client, root.substring(0, slash));
                    }
                    RemoteFiles.makeDirectory(client, root);
                    return root;
                });
    }

    @Override
    public void create(String key, Content content) {
        CountedContent counted = new CountedContent(content);
        StorageKeys.check(key);
        calls.call(
                key,
                client -> {
                    try {
                        files.create(client, key, counted);
                    } catch (SftpException e) {
                        requireRoot(client, e);
                        throw new FullDisk(client, settings.where().path()).explain(e);
                    }
                    return key;
                },
                counted::taken);
    }

    /// Where something is missing, it may be everything.
    private void requireRoot(SftpClient client, SftpException e) throws IOException {
        if (RemoteFiles.isMissing(e) && !RemoteFiles.isDirectory(client, settings.where().path())) {
            throw failures.noDirectory();
        }
    }

    private <T> T reading(String key, SftpCalls.Request<T> request, AtomicLong arrived) {
        return calls.call(
                key,
                client -> {
                    try {
                        return request.send(client);
                    } catch (SftpException e) {
                        requireRoot(client, e);
                        throw e;
                    }
                },
                arrived::get);
    }

    @Override
    public InputStream read(String key) {
        long size = find(key).orElseThrow(() -> failures.problems().missing(key, null)).sizeBytes();
        return new BufferedInputStream(new PiecesStream(this, key, size), STREAM_BUFFER);
    }

    @Override
    public void read(String key, long offset, ByteBuffer target) {
        String path = files.path(StorageKeys.check(key));
        AtomicLong arrived = new AtomicLong();
        byte[] bytes = new byte[target.remaining()];
        long size =
                reading(
                        key,
                        client -> RangeOf.file(path).read(client, offset, bytes, arrived),
                        arrived);
        if (size < offset + bytes.length) {
            throw failures.problems().endsAt(key, size);
        }
        target.put(bytes);
    }

    @Override
    public Optional<ObjectInfo> find(String key) {
        String path = files.path(StorageKeys.check(key));
        return calls.call(
                key,
                client -> {
                    try {
                        Attributes attributes = client.stat(path);
                        return attributes.isRegularFile()
                                ? Optional.of(info(key, attributes))
                                : Optional.empty();
                    } catch (SftpException e) {
                        requireRoot(client, e);
                        if (RemoteFiles.isMissing(e)) {
                            return Optional.empty();
                        }
                        throw e;
                    }
                });
    }

    @Override
    public void list(String prefix, Consumer<ObjectInfo> each) {
        new TreeListing(calls, files).run(prefix, each);
    }

    @Override
    public void delete(String key) {
        String path = files.path(StorageKeys.check(key));
        calls.call(
                key,
                client -> {
                    try {
                        client.remove(path);
                    } catch (SftpException e) {
                        requireRoot(client, e);
                        if (!RemoteFiles.isMissing(e)) {
                            throw e;
                        }
                    }
                    return key;
                });
    }

    @Override
    public int removeLeftovers(Duration age) {
        return calls.call("", new OldLeftovers(files, age)::remove);
    }

    @Override
    public Deletion deletion() {
        return calls.call("", new DeletionTrial(files)::run);
    }

    /// The protocol's second is the finest that every host tells.
    static ObjectInfo info(String key, Attributes attributes) {
        Instant modified = attributes.getModifyTime().toInstant().truncatedTo(ChronoUnit.SECONDS);
        return new ObjectInfo(key, attributes.getSize(), modified);
    }

    @Override
    public void close() {
        calls.close();
    }
}
