package dev.holdfast.vault.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SectionCodecTest {
    private static final int UNIT = 8192;
    private final SecureRandom names = new SecureRandom();
    private final List<StoredObject> packs = List.of(pack(), pack(), pack());
    private final StoredObject[] table = packs.toArray(StoredObject[]::new);

    private StoredObject pack() {
        return StoredObject.sealed(Name.random(names), 1, new byte[32]);
    }

    private Extents random(Random random) {
        Extents extents = new Extents();
        long offset = 0;
        for (int i = random.nextInt(200); i > 0; i--) {
            offset += (long) random.nextInt(3) * UNIT;
            long length = (long) (1 + random.nextInt(16)) * UNIT;
            if (random.nextInt(5) == 0) {
                extents.add(offset, length, Extents.ZEROS, 0, 0);
            } else {
                StoredObject pack = packs.get(random.nextInt(3));
                extents.add(offset, length, pack, random.nextInt(300), random.nextInt(9) * UNIT);
            }
            offset += length;
        }
        return extents;
    }

    private byte[] encode(Extents extents) {
        ByteWriter writer = new ByteWriter(16);
        SectionCodec.encode(extents, UNIT, packs::indexOf, writer);
        return writer.toBytes();
    }

    private Extents decode(byte[] bytes) {
        ByteReader reader = new ByteReader(bytes, 0, bytes.length);
        Extents extents = SectionCodec.decode(reader, UNIT, table);
        reader.checkEnd();
        return extents;
    }

    @Test
    void givesBackWhatWasEncoded() {
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            Extents extents = random(random);
            assertThat(decode(encode(extents)).sameAs(extents)).isTrue();
        }
    }

    @Test
    void takesOneByteOrLessAColumnForAFileThatWasReadWhole() {
        Extents extents = new Extents();
        for (int i = 0; i < 256; i++) {
            extents.add(i * 16L * UNIT, 16L * UNIT, packs.getFirst(), i, 0);
        }
        assertThat(encode(extents).length).isLessThan(256 * 5 + 20);
    }

    @Test
    void refusesEverythingElseWithoutEverFailingOtherwise() {
        Random random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = encode(random(random));
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            byte[] cut =
                    random.nextBoolean()
                            ? bytes
                            : Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            try {
                Extents extents = decode(cut);
                for (int k = 0; k < extents.count(); k++) {
                    assertThat(extents.position(k)).isNotNegative();
                    assertThat(extents.frame(k)).isNotNegative();
                    assertThat(extents.length(k)).isPositive();
                }
            } catch (DamagedData e) {
                assertThat(e.what()).isNotEmpty();
            }
        }
    }

    @Test
    void laysOneOverTheOtherLikeAPlainArray() {
        Random random = new Random(3);
        for (int i = 0; i < 500; i++) {
            Extents top = random(random);
            Extents below = random(random);
            int pages = random.nextInt(2000);
            Extents both = top.over(below, (long) pages * UNIT);
            for (int page = 0; page < pages; page++) {
                long offset = (long) page * UNIT;
                String expected = at(top, offset).isEmpty() ? at(below, offset) : at(top, offset);
                assertThat(at(both, offset)).isEqualTo(expected);
            }
            assertThat(at(both, (long) pages * UNIT)).isEmpty();
        }
    }

    private static String at(Extents extents, long offset) {
        int i = extents.indexOf(offset);
        if (i == extents.count() || extents.offset(i) > offset) {
            return "";
        }
        return extents.isZeros(i)
                ? "zeros"
                : extents.pack(i)
                        + " "
                        + extents.frame(i)
                        + " "
                        + (extents.position(i) + offset - extents.offset(i));
    }

    @Test
    void findsTheFirstHole() {
        Extents extents = new Extents();
        extents.add(0, 10, packs.getFirst(), 0, 0);
        extents.add(10, 10, packs.getFirst(), 5, 0);
        extents.add(30, 10, packs.getFirst(), 6, 0);
        assertThat(extents.firstHole(0, 40)).isEqualTo(20);
        assertThat(extents.firstHole(5, 15)).isEqualTo(15);
        assertThat(extents.firstHole(30, 50)).isEqualTo(40);
        assertThat(extents.firstHole(25, 50)).isEqualTo(25);
        assertThat(new Extents().firstHole(0, 0)).isZero();
    }

    @Test
    void refusesBytesThatComeTwice() {
        Extents extents = new Extents();
        extents.append(UNIT, UNIT, packs.getFirst(), 0, 0);
        extents.append(0, 2 * UNIT, packs.getFirst(), 1, 0);
        assertThatThrownBy(extents::sorted).isInstanceOf(IllegalStateException.class);
    }
}
