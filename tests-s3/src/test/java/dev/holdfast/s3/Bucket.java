package dev.holdfast.s3;

import dev.holdfast.core.secret.Secret;
import dev.holdfast.storages.s3.S3Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/// An S3 service on loopback with one bucket, whose objects are files below a directory.
final class Bucket implements AutoCloseable {
    static final String NAME = "acme-holdfast";
    static final String ACCESS_KEY = "local-identity";
    static final String SECRET_KEY = "local-credential";
    private static final int LARGEST_REQUEST = 64 << 20;

    private final S3Proxy proxy;

    private Bucket(S3Proxy proxy) {
        this.proxy = proxy;
    }

    static Bucket start(Path directory) throws Exception {
        String existing = Files.createDirectories(directory).toString();
        return start(directory, new FilesystemNio2BlobStore(existing));
    }

    /// @param store keeps its objects below `directory`
    static Bucket start(Path directory, BlobStore store) throws Exception {
        Files.createDirectories(directory.resolve(NAME));
        S3Proxy proxy =
                S3Proxy.builder()
                        .blobStore(store)
                        .endpoint(URI.create("http://127.0.0.1:0"))
                        .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
                        .v4MaxNonChunkedRequestSize(LARGEST_REQUEST)
                        .v4MaxChunkSize(LARGEST_REQUEST)
                        .build();
        proxy.start();
        return new Bucket(proxy);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    S3Settings settings(String prefix) {
        return settings(endpoint(), NAME, prefix);
    }

    static S3Settings settings(URI endpoint, String bucket, String prefix) {
        return new S3Settings(
                new S3Settings.Bucket(
                        bucket,
                        "us-east-1",
                        Optional.of(endpoint),
                        prefix,
                        true,
                        Optional.empty(),
                        Optional.empty()),
                S3Settings.Writing.PLAIN,
                Optional.of(
                        new S3Settings.Credentials(
                                new Secret.Held(ACCESS_KEY), new Secret.Held(SECRET_KEY))));
    }

    @Override
    public void close() throws IOException {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
