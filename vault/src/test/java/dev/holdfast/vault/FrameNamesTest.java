package dev.holdfast.vault;

import static dev.holdfast.vault.VaultKeysTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.engine.SourceFile.Kind;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.testkit.MemoryStorage;
import dev.holdfast.vault.Reader.Remembered;
import dev.holdfast.vault.pipeline.Secrets;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What was unpacked is compared with its name, unless it proves itself. A reader that names with
/// another key stands for memory that fails between unpacking and using: no name is right to it.
final class FrameNamesTest {
    private static final byte[] PAGES = Data.pages(new Random(11), 40);

    private final Snapshot snapshot = takeASnapshot();
    private final StoredFile file = snapshot.file("base/5/1").orElseThrow();

    @Test
    void areComparedWithWhatWasUnpacked() {
        try (Reader reader = readerThatNamesWrongly()) {
            assertThatThrownBy(() -> reader.read(file, new Collecting(false)))
                    .hasMessageContaining("its content is not what its name says")
                    .hasMessageContaining("base/5/1 pages 0–15");
        }
    }

    @Test
    void areNotNeededForContentThatProvesItself() throws Exception {
        Collecting sink = new Collecting(true);
        try (Reader reader = readerThatNamesWrongly()) {
            reader.read(file, sink);
        }
        assertThat(sink.bytes.toByteArray()).isEqualTo(PAGES);
    }

    @Test
    void areComparedWhenAFrameIsReadAgainByWhoeverNeedsThem() throws Exception {
        try (Reader reader = readerThatNamesWrongly()) {
            reader.read(file, new Collecting(true));
            assertProblem(
                    ProblemCode.OBJECT_DAMAGED, () -> reader.read(file, new Collecting(false)));
        }
    }

    private Reader readerThatNamesWrongly() {
        VaultObjects objects = snapshot.objects();
        Secrets others = new Secrets(objects.secrets().dataKey(), new byte[Secrets.KEY_BYTES]);
        return new Reader(
                new VaultObjects(objects.storage(), others),
                snapshot.sections(),
                Remembered.ofOneReader());
    }

    /// Read once, so that only frames of content are left to be named.
    private static Snapshot takeASnapshot() {
        try {
            Data data = new Data();
            data.put("base/5/1", Kind.PAGED, PAGES);
            MemoryStorage storage = new MemoryStorage("onsite");
            VaultKey key = VaultKey.random(Taking.RANDOM);
            Vault vault = Vault.create(storage, key, Taking.NOON, Taking.RANDOM);
            Committed taken = new Taking(List.of(vault)).take(data, Optional.empty());
            Snapshot read = Vault.unlock(storage, key).snapshot(taken.manifest().id());
            Reading.assertHolds(read, data);
            return read;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private record Collecting(boolean proven, ByteArrayOutputStream bytes) implements ContentSink {
        Collecting(boolean proven) {
            this(proven, new ByteArrayOutputStream());
        }

        @Override
        public boolean isProven(long offset, byte[] buffer, int from, int length) {
            return proven;
        }

        @Override
        public void bytes(long offset, byte[] buffer, int from, int length) {
            bytes.write(buffer, from, length);
        }

        @Override
        public void zeros(long offset, long length) {
            bytes.writeBytes(new byte[Math.toIntExact(length)]);
        }
    }
}
