package dev.holdfast.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.problem.HoldfastException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BitFlipTest {

    @Test
    void changesOneByteOfTheLargestPack(@TempDir Path storage) throws Exception {
        Files.createDirectories(storage.resolve("packs/aa"));
        Files.write(storage.resolve("packs/aa/small"), new byte[10]);
        Path large = Files.write(storage.resolve("packs/aa/large"), new byte[1000]);

        BitFlip flip = BitFlip.inLargestPack(storage);

        byte[] changed = Files.readAllBytes(large);
        assertThat(flip).isEqualTo(new BitFlip(large, 500, 0, 0x10));
        assertThat(changed[500]).isEqualTo((byte) 0x10);
        changed[500] = 0;
        assertThat(changed).containsOnly(0).hasSize(1000);
        assertThat(storage.resolve("packs/aa/small")).hasBinaryContent(new byte[10]);
    }

    @Test
    void saysWhenThereIsNoPack(@TempDir Path storage) throws Exception {
        Files.createDirectories(storage.resolve("packs"));
        assertThatThrownBy(() -> BitFlip.inLargestPack(storage))
                .isInstanceOf(HoldfastException.class)
                .hasMessageContaining("holds no packs");
    }
}
