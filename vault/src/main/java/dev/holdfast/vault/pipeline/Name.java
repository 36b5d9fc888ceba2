package dev.holdfast.vault.pipeline;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;

/// 128 bits: the random name of an object, or the keyed hash that names content.
public record Name(long high, long low) implements Comparable<Name> {
    public static final int BYTES = 16;

    public static Name random(SecureRandom random) {
        return new Name(random.nextLong(), random.nextLong());
    }

    public static Name of(ByteBuffer source) {
        return new Name(source.getLong(), source.getLong());
    }

    public void put(ByteBuffer target) {
        target.putLong(high).putLong(low);
    }

    /// @throws DamagedData when `hex` is not 32 hexadecimal digits
    public static Name parse(String hex) {
        try {
            if (hex.length() == 32) {
                return new Name(
                        Long.parseUnsignedLong(hex, 0, 16, 16),
                        Long.parseUnsignedLong(hex, 16, 32, 16));
            }
        } catch (NumberFormatException e) {
            throw new DamagedData("not a name: " + hex, e);
        }
        throw new DamagedData("not a name: " + hex);
    }

    @Override
    public int compareTo(Name other) {
        int first = Long.compareUnsigned(high, other.high);
        return first != 0 ? first : Long.compareUnsigned(low, other.low);
    }

    /// 32 hexadecimal digits.
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
