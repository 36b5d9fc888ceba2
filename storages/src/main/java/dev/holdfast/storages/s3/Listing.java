package dev.holdfast.storages.s3;

import dev.holdfast.core.storage.ObjectInfo;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Lists page by page; one page is held at a time, and between two of them an interrupt ends it.
record Listing(S3Calls calls, S3Objects objects) {

    /// What it gives, hidden objects too. The time of the last page by the service's clock.
    Optional<Instant> run(String prefix, Consumer<ObjectInfo> each) {
        int cut = objects.settings().bucket().prefix().length();
        @Nullable String token = null;
        while (true) {
            String from = token;
            ListObjectsV2Response page =
                    calls.call(prefix, client -> objects.list(client, prefix, from));
            for (S3Object object : page.contents()) {
                each.accept(
                        S3Objects.info(
                                object.key().substring(cut), object.size(), object.lastModified()));
            }
            if (!Boolean.TRUE.equals(page.isTruncated())) {
                return timeOf(page);
            }
            token = page.nextContinuationToken();
        }
    }

    private static Optional<Instant> timeOf(ListObjectsV2Response page) {
        return page.sdkHttpResponse()
                .firstMatchingHeader("Date")
                .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
    }
}
