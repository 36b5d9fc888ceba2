package dev.holdfast.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/// Compares a snapshot with the model, byte by byte.
final class Reading {
    private Reading() {}

    static void assertHolds(Snapshot snapshot, Data data) throws Exception {
        assertThat(snapshot.files().stream().map(StoredFile::path).toList())
                .containsExactlyElementsOf(data.files().keySet());
        try (Reader reader = snapshot.openReader()) {
            for (StoredFile file : snapshot.files()) {
                Data.Content content = data.content(file.path());
                assertThat(file.file()).isEqualTo(content.file(file.path()));
                if (!Arrays.equals(bytes(reader, file), content.bytes())) {
                    throw new AssertionError(file.path() + " differs");
                }
            }
        }
        assertThat(snapshot.manifest().directories()).isEqualTo(data.directories());
        assertThat(wal(snapshot)).isEqualTo(Taking.walBytes());
    }

    static byte[] bytes(Reader reader, StoredFile file) throws IOException {
        Collector collector = new Collector(0, Math.toIntExact(file.sizeBytes()));
        reader.read(file, collector);
        return collector.complete();
    }

    static byte[] wal(Snapshot snapshot) throws InterruptedException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (WalPart part : snapshot.wal()) {
            snapshot.readWal(
                    part,
                    (lsn, buffer, offset, length) -> {
                        assertThat(lsn)
                                .isEqualTo(snapshot.manifest().wal().from().plus(all.size()));
                        all.write(buffer, offset, length);
                    });
        }
        return all.toByteArray();
    }

    /// Insists on order, without holes.
    static final class Collector implements ContentSink {
        private final byte[] bytes;
        private final long start;
        private int reached;

        Collector(long start, int size) {
            this.start = start;
            this.bytes = new byte[size];
        }

        @Override
        public void bytes(long offset, byte[] buffer, int from, int length) {
            assertThat(offset).isEqualTo(start + reached);
            System.arraycopy(buffer, from, bytes, reached, length);
            reached += length;
        }

        @Override
        public void zeros(long offset, long length) {
            assertThat(offset).isEqualTo(start + reached);
            reached += (int) length;
        }

        byte[] complete() {
            assertThat(reached).isEqualTo(bytes.length);
            return bytes;
        }
    }
}
