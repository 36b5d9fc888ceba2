package dev.holdfast.testkit.engine;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/// One page of one file that a snapshot gets wrong.
///
/// @param path relative to the data directory
/// @param page counted from the start of the file
/// @param change what becomes of its bytes
public record PageDamage(String path, int page, UnaryOperator<byte[]> change) {

    /// One bit of the byte at `offset`, negative from the end.
    public static PageDamage flip(String path, int page, int offset) {
        return new PageDamage(
                path,
                page,
                bytes -> {
                    bytes[offset < 0 ? bytes.length + offset : offset] ^= 0x01;
                    return bytes;
                });
    }

    public static PageDamage zeros(String path, int page) {
        return new PageDamage(
                path,
                page,
                bytes -> {
                    Arrays.fill(bytes, (byte) 0);
                    return bytes;
                });
    }

    /// A page as it once was: a change that the snapshot missed.
    public static PageDamage stale(String path, int page, byte[] former) {
        return new PageDamage(path, page, _ -> former.clone());
    }
}
