package dev.holdfast.storages.s3;

import dev.holdfast.storages.remote.TrustedAuthorities;
import dev.holdfast.storages.s3.S3Settings.Credentials;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// Sets the SDK's client up.
///
/// It does not try again by itself: only who knows that an object's name is its writer's own can
/// tell what a second try may do. Checksums of the newer kind are sent only where the protocol
/// demands them, because many compatible services refuse them; what is stored proves itself anyway.
final class S3Clients {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private static final int MOST_CONNECTIONS = 32;

    private S3Clients() {}

    static S3Client open(S3Settings settings) {
        S3Settings.Bucket bucket = settings.bucket();
        S3ClientBuilder builder =
                S3Client.builder()
                        .region(Region.of(bucket.region()))
                        .forcePathStyle(bucket.pathStyle())
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .overrideConfiguration(
                                each -> each.retryStrategy(AwsRetryStrategy.doNotRetry()))
                        .credentialsProvider(credentials(settings))
                        .httpClient(http(bucket));
        bucket.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static SdkHttpClient http(S3Settings.Bucket bucket) {
        Apache5HttpClient.Builder builder =
                Apache5HttpClient.builder()
                        .maxConnections(MOST_CONNECTIONS)
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ANSWER);
        bucket.ca()
                .ifPresent(file ->
                        builder.tlsTrustManagersProvider(() -> TrustedAuthorities.of(file)));
        return builder.build();
    }

    /// A rotated secret is picked up: it is read for each request.
    private static AwsCredentialsProvider credentials(S3Settings settings) {
        if (settings.credentials().isEmpty()) {
            return DefaultCredentialsProvider.builder().build();
        }
        Credentials given = settings.credentials().get();
        return () ->
                AwsBasicCredentials.create(given.accessKey().reveal(), given.secretKey().reveal());
    }
}
