package dev.holdfast.app.demo;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// What a bad disk does: one byte of one object changes, and nothing says so.
///
/// @param offset of the byte in `file`
record BitFlip(Path file, long offset, int before, int after) {

    /// Changes the byte in the middle of the largest pack of a storage.
    static BitFlip inLargestPack(Path storage) {
        Path packs = storage.resolve("packs");
        try (Stream<Path> files = Files.walk(packs)) {
            Path largest =
                    files.filter(Files::isRegularFile)
                            .max(Comparator.comparingLong(BitFlip::size))
                            .orElseThrow(() ->
                                    Deviation.of(
                                            "storage " + storage + " holds no packs",
                                            "ls -R " + storage));
            return flip(largest, size(largest) / 2);
        } catch (IOException e) {
            throw Deviation.of("no pack in " + packs + " can be changed", "ls -lR " + packs, e);
        }
    }

    private static BitFlip flip(Path file, long offset) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(offset);
            int before = bytes.readUnsignedByte();
            int after = before ^ 0x10;
            bytes.seek(offset);
            bytes.write(after);
            return new BitFlip(file, offset, before, after);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
