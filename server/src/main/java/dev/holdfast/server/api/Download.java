package dev.holdfast.server.api;

import java.io.IOException;
import java.io.OutputStream;

/// The answer is a file, written as it is sent.
///
/// @param name that the browser gives it
record Download(String type, String name, Content content) {

    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }
}
