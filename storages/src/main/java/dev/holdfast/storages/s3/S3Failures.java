package dev.holdfast.storages.s3;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.storages.remote.PassingFailure;
import dev.holdfast.storages.remote.RemoteProblems;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// Tells what the service answered, or that it did not, in the words of the storage port. Codes:
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>.
record S3Failures(String storage, S3Settings.Bucket bucket) {

    RemoteProblems problems() {
        return new RemoteProblems(storage, bucket.location());
    }

    HoldfastException translate(String key, Exception e) {
        Optional<HoldfastException> ours = RemoteProblems.ours(e);
        if (ours.isPresent()) {
            return ours.get();
        }
        if (e instanceof InterruptedException) {
            return problems().interrupted(key, e);
        }
        return e instanceof AwsServiceException answer ? refused(key, answer) : noAnswer(key, e);
    }

    private HoldfastException refused(String key, AwsServiceException e) {
        return switch (code(e)) {
            case "NoSuchKey", "NoSuchVersion" -> problems().missing(key, e);
            case "NoSuchBucket" -> noBucket(e);
            case "PreconditionFailed" -> problems().exists(key, e);
            case "InvalidRange" -> shorter(key, e);
            case "InvalidAccessKeyId",
                    "SignatureDoesNotMatch",
                    "InvalidToken",
                    "ExpiredToken",
                    "AuthorizationHeaderMalformed" ->
                    wrongKey(key, e);
            case "RequestTimeTooSkewed" ->
                    problems()
                            .problem(
                                    ProblemCode.STORAGE_DENIED,
                                    key,
                                    "is refused: this machine's clock differs too much from the service's",
                                    "set the clock: timedatectl set-ntp true",
                                    e);
            case "QuotaExceeded",
                    "XMinioStorageFull",
                    "InsufficientStorage",
                    "ServiceQuotaExceeded" ->
                    full(key, e);
            default -> byStatus(key, e);
        };
    }

    /// Answers to HEAD have no body and so no code.
    private HoldfastException byStatus(String key, AwsServiceException e) {
        return switch (e.statusCode()) {
            case 404 -> problems().missing(key, e);
            case 412 -> problems().exists(key, e);
            case 416 -> shorter(key, e);
            case 401, 403, 405 -> denied(key, e);
            case 507 -> full(key, e);
            case 301, 307, 308 ->
                    problems()
                            .problem(
                                    ProblemCode.STORAGE_DENIED,
                                    key,
                                    "is refused: bucket " + bucket.name() + " is in another region",
                                    "set region: in holdfast.yaml"
                                            + regionOf(e).map(it -> " to " + it).orElse(""),
                                    e);
            case 400, 408, 409, 429, 500, 502, 503, 504 -> busy(key, e);
            default -> unreachable(key, "failed: " + words(e), e);
        };
    }

    private HoldfastException shorter(String key, Exception e) {
        return problems()
                .problem(
                        ProblemCode.OBJECT_DAMAGED,
                        key,
                        "ends before what was asked for",
                        "holdfast vault check",
                        e);
    }

    HoldfastException wrongLength(String key, long written, long there) {
        return problems()
                .problem(
                        ProblemCode.OBJECT_DAMAGED,
                        key,
                        "has %d bytes there after %d were written".formatted(there, written),
                        "do not trust this service with backups until that is explained",
                        null);
    }

    HoldfastException noBucket(Exception e) {
        return new HoldfastException(
                ProblemCode.STORAGE_UNREACHABLE,
                "storage '%s': there is no bucket %s (%s)"
                        .formatted(storage, bucket.name(), bucket.location()),
                "create it, or correct bucket: and endpoint: in holdfast.yaml",
                e);
    }

    private HoldfastException wrongKey(String key, AwsServiceException e) {
        return problems()
                .problem(
                        ProblemCode.STORAGE_DENIED,
                        key,
                        "is refused: the access key or its secret is wrong (" + code(e) + ")",
                        "correct access-key:, secret-key: and region: of this storage in holdfast.yaml",
                        e);
    }

    private HoldfastException denied(String key, AwsServiceException e) {
        String owner =
                bucket.owner()
                        .map(it -> ", and whether the bucket belongs to account " + it)
                        .orElse("");
        return problems()
                .problem(
                        ProblemCode.STORAGE_DENIED,
                        key,
                        "is refused by the service (" + words(e) + ")",
                        "look at the key's policy and the bucket's (docs/how-to/keep-a-copy-in-s3.md)"
                                + owner,
                        e);
    }

    private HoldfastException full(String key, AwsServiceException e) {
        return problems()
                .problem(
                        ProblemCode.STORAGE_FULL,
                        key,
                        "could not be written: the service has no room left (" + words(e) + ")",
                        "raise the quota, or keep less: holdfast backup expire --dry-run",
                        e);
    }

    private HoldfastException busy(String key, AwsServiceException e) {
        boolean passing = e.statusCode() != 400 || code(e).equals("RequestTimeout");
        return unreachable(key, "failed: " + words(e), passing ? new PassingFailure(e) : e);
    }

    private HoldfastException noAnswer(String key, Exception e) {
        if (RemoteProblems.causeOf(e, UnknownHostException.class).isPresent()) {
            return unreachable(key, "failed: no host of that name", e);
        }
        if (RemoteProblems.causeOf(e, SSLHandshakeException.class).isPresent()) {
            return problems()
                    .problem(
                            ProblemCode.STORAGE_UNREACHABLE,
                            key,
                            "failed: the service's certificate is not trusted",
                            "name its authority's certificate with ca: in holdfast.yaml",
                            e);
        }
        if (String.valueOf(e.getMessage()).startsWith("Unable to load credentials")) {
            return problems()
                    .problem(
                            ProblemCode.STORAGE_DENIED,
                            key,
                            "needs a key, and neither the file nor this environment has one",
                            "set access-key: and secret-key: in holdfast.yaml, or AWS_ACCESS_KEY_ID and"
                                    + " AWS_SECRET_ACCESS_KEY",
                            e);
        }
        return unreachable(
                key,
                "failed: " + RemoteProblems.innermost(e).orElse(e.getClass().getSimpleName()),
                new PassingFailure(e));
    }

    private HoldfastException unreachable(String key, String what, Exception e) {
        return problems()
                .problem(
                        ProblemCode.STORAGE_UNREACHABLE,
                        key,
                        what,
                        "look at the network and at "
                                + bucket.endpoint()
                                        .map(Object::toString)
                                        .orElse("https://health.aws.amazon.com")
                                + ", then run the command again",
                        e);
    }

    static String code(AwsServiceException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    private static String words(AwsServiceException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        String message = details == null ? null : details.errorMessage();
        String status = "HTTP " + e.statusCode();
        return message == null ? status : message + ", " + status;
    }

    private static Optional<String> regionOf(AwsServiceException e) {
        return Optional.ofNullable(e.awsErrorDetails())
                .map(AwsErrorDetails::sdkHttpResponse)
                .flatMap(response -> response.firstMatchingHeader("x-amz-bucket-region"));
    }
}
