package dev.holdfast.storages.s3;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.storages.remote.PatientCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/// Every request to the service. The client is made at the first one.
final class S3Calls implements AutoCloseable {
    private static final PatientCall PATIENT = new PatientCall(Duration.ofSeconds(60));

    private final S3Settings settings;
    private final S3Failures failures;
    private @Nullable S3Client client;

    /// What is asked in one or several requests.
    interface Request<T> {
        T send(S3Client client) throws IOException;
    }

    S3Calls(S3Settings settings, S3Failures failures) {
        this.settings = settings;
        this.failures = failures;
    }

    S3Failures failures() {
        return failures;
    }

    <T> T call(String key, Request<T> request) {
        return call(key, request, () -> 0);
    }

    /// @param progress changes as long as something moves
    <T> T call(String key, Request<T> request, LongSupplier progress) {
        return call(request, progress, e -> failures.translate(key, e));
    }

    <T> T call(
            Request<T> request,
            LongSupplier progress,
            Function<Exception, HoldfastException> failure) {
        try {
            return PATIENT.run(() -> request.send(client()), progress);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure.apply(e);
        } catch (SdkException | IOException | UncheckedIOException e) {
            throw failure.apply(e);
        }
    }

    private synchronized S3Client client() {
        S3Client known = client;
        if (known == null) {
            known = S3Clients.open(settings);
            client = known;
        }
        return known;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
