package dev.holdfast.practices.branch;

import dev.holdfast.core.engine.DataDirectories.PageCheck;
import dev.holdfast.core.engine.DataDirectories.PageCheck.Finding;
import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.vault.ContentSink;
import dev.holdfast.vault.FrameName;
import dev.holdfast.vault.FrameNaming;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/// One file being written: checks pages, and with `delta` writes only where it differs.
final class FileTarget implements ContentSink {
    private static final int BLOCK_BYTES = 128 << 10;
    private static final byte[] ZEROS = new byte[BLOCK_BYTES];

    private final FileChannel channel;
    private final SourceFile file;
    private final WorkerTools tools;
    private final long presentBytes;

    /// What a worker lends to each of its files.
    ///
    /// @param local a buffer of 128 KiB for content that is already there
    record WorkerTools(
            PageCheck check, int pageBytes, FrameNaming naming, byte[] local, Tally tally) {}

    /// @param presentBytes how much of an older state is there; 0 when it is not a delta restore
    FileTarget(FileChannel channel, SourceFile file, long presentBytes, WorkerTools tools) {
        this.channel = channel;
        this.file = file;
        this.presentBytes = presentBytes;
        this.tools = tools;
    }

    @Override
    public boolean has(long offset, int length, FrameName name) throws IOException {
        if (offset + length > presentBytes || length > BLOCK_BYTES) {
            return false;
        }
        readPresent(offset, length);
        boolean same = tools.naming().nameOf(tools.local(), 0, length).equals(name);
        if (same) {
            check(offset, tools.local(), 0, length);
            tools.tally().bytes.add(length);
        }
        return same;
    }

    /// A page that is not what its checksum says may have been stored like that: its name tells.
    @Override
    public boolean isProven(long offset, byte[] buffer, int from, int length) {
        return check(offset, buffer, from, length);
    }

    @Override
    public void bytes(long offset, byte[] buffer, int from, int length) throws IOException {
        tools.tally().bytes.add(length);
        if (!holds(offset, buffer, from, length)) {
            write(offset, buffer, from, length);
        }
    }

    @Override
    public void zeros(long offset, long length) throws IOException {
        tools.tally().bytes.add(length);
        countPages(length);
        if (offset >= presentBytes) {
            return; // stays sparse: the file's size is set at the end
        }
        for (long done = 0; done < length; done += BLOCK_BYTES) {
            int count = (int) Math.min(BLOCK_BYTES, length - done);
            if (!holds(offset + done, ZEROS, 0, count)) {
                write(offset + done, ZEROS, 0, count);
            }
        }
    }

    private boolean holds(long offset, byte[] buffer, int from, int length) throws IOException {
        if (offset + length > presentBytes || length > BLOCK_BYTES) {
            return false;
        }
        readPresent(offset, length);
        return Arrays.equals(tools.local(), 0, length, buffer, from, from + length);
    }

    private void readPresent(long offset, int length) throws IOException {
        ByteBuffer local = ByteBuffer.wrap(tools.local(), 0, length);
        while (local.hasRemaining()) {
            if (channel.read(local, offset + local.position()) < 0) {
                throw new IOException(file.path() + " shrank while it was restored");
            }
        }
    }

    private void write(long offset, byte[] buffer, int from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, from, length);
        long at = offset;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        tools.tally().writtenBytes.add(length);
    }

    /// Counts pages, notes the invalid ones, and tells whether all of it are pages whose checksums
    /// are right.
    private boolean check(long offset, byte[] buffer, int from, int length) {
        if (file.kind() != SourceFile.Kind.PAGED) {
            return false;
        }
        countPages(length);
        int pageBytes = tools.pageBytes();
        boolean proven = length % pageBytes == 0;
        for (int at = 0; at + pageBytes <= length; at += pageBytes) {
            int page = (int) ((offset + at) / pageBytes);
            Finding finding = tools.check().check(file.path(), page, buffer, from + at);
            proven &= finding == Finding.PROVEN;
            if (finding == Finding.INVALID) {
                tools.tally().invalid(file.path(), page);
            }
        }
        return proven;
    }

    private void countPages(long length) {
        if (file.kind() == SourceFile.Kind.PAGED) {
            tools.tally().pages.add(length / tools.pageBytes());
        }
    }
}
