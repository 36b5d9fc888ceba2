package dev.holdfast.storages.wrap;

import dev.holdfast.core.storage.Content;
import java.io.IOException;
import java.io.InputStream;

/// Content whose reading is watched.
record WatchedContent(Content content, WatchedStream.Watcher watcher) implements Content {

    @Override
    public long sizeBytes() {
        return content.sizeBytes();
    }

    @Override
    public InputStream open() throws IOException {
        return new WatchedStream(content.open(), watcher);
    }
}
