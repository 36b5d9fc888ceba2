package dev.holdfast.vault;

import java.io.IOException;

/// Takes the content of one file in order of offset, without holes.
public interface ContentSink {

    /// Whether `length` bytes at `offset` are there already with this name, so that they need not
    /// be read. Asked only for stretches that fill a whole frame. Compute names of what is there
    /// with [FrameNaming].
    default boolean has(long offset, int length, FrameName name) throws IOException {
        return false;
    }

    /// Whether the content proves by itself that it was unpacked rightly, as pages do by their
    /// checksums. Asked before [#bytes] for the same stretch. Where it is not, the whole frame is
    /// compared with its name, which costs more than deciphering and unpacking it.
    default boolean isProven(long offset, byte[] buffer, int from, int length) {
        return false;
    }

    /// The buffer is reused after the call.
    void bytes(long offset, byte[] buffer, int from, int length) throws IOException;

    /// A stretch of zeros, as long as it is.
    void zeros(long offset, long length) throws IOException;
}
