package dev.holdfast.storages.s3;

import dev.holdfast.core.storage.Content;
import dev.holdfast.storages.remote.CountedContent;
import dev.holdfast.storages.remote.PassingFailure;
import java.io.IOException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// Writes one object and looks at what is there afterwards: services have been seen to report
/// success for what they cut short.
record ObjectWriting(S3Calls calls, S3Objects objects, CreateOnly createOnly) {

    void run(String key, Content content) {
        CountedContent counted = new CountedContent(content);
        calls.call(
                key,
                client -> {
                    write(client, key, counted);
                    return key;
                },
                counted::taken);
    }

    private void write(S3Client client, String key, Content content) throws IOException {
        boolean refusesToOverwrite = createOnly.isKept(client);
        if (!refusesToOverwrite && objects.head(client, key).isPresent()) {
            throw calls.failures().problems().exists(key, null);
        }
        String tag = objects.put(client, key, content, refusesToOverwrite);
        HeadObjectResponse there =
                objects.head(client, key)
                        .orElseThrow(
                                () -> new PassingFailure("it is not there after it was written"));
        if (!refusesToOverwrite && !tag.equals(there.eTag())) {
            throw calls.failures()
                    .problems()
                    .exists(key, null); // somebody else wrote it at the same moment
        }
        if (there.contentLength() != content.sizeBytes()) {
            takeBack(client, key);
            throw calls.failures().wrongLength(key, content.sizeBytes(), there.contentLength());
        }
    }

    /// It is ours, and nobody can use it. Where this key may not delete, it stays, and is found to
    /// be too short by whoever reads it.
    private void takeBack(S3Client client, String key) {
        try {
            objects.delete(client, key);
        } catch (SdkException e) {
            return; // what is told is the length
        }
    }
}
