package dev.holdfast.core.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// What [Storage#create] stores. It can be opened again, so that a storage can retry.
public interface Content {

    long sizeBytes();

    InputStream open() throws IOException;

    /// The remaining bytes of `buffer`, which must not change until the storage is done with them.
    static Content of(ByteBuffer buffer) {
        return new BufferContent(buffer.asReadOnlyBuffer());
    }

    static Content of(byte[] bytes) {
        return of(ByteBuffer.wrap(bytes));
    }
}
