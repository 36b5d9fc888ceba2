package dev.holdfast.s3;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/// A service that lists late: what is new is there for whoever asks for it by name, and not yet in
/// any list.
final class LateListing extends ForwardingBlobStore {
    private volatile Predicate<String> hidden = _ -> false;

    LateListing(BlobStore store) {
        super(store);
    }

    /// From now on new keys that `late` is true of are not listed.
    void hideNew(Predicate<String> late) {
        Set<String> known = new HashSet<>();
        ListObjectsV2Request.Builder request = ListObjectsV2Request.builder().bucket(Bucket.NAME);
        ListObjectsV2Response page = delegate().list(request.build());
        page.contents().forEach(object -> known.add(object.key()));
        while (page.nextContinuationToken() != null) {
            page = delegate().list(request.continuationToken(page.nextContinuationToken()).build());
            page.contents().forEach(object -> known.add(object.key()));
        }
        hidden = key -> !known.contains(key) && late.test(key);
    }

    /// Of what was hidden, only this is.
    void hideOnly(Predicate<String> late) {
        Predicate<String> before = hidden;
        hidden = key -> before.test(key) && late.test(key);
    }

    void showAll() {
        hidden = _ -> false;
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        ListObjectsV2Response all = delegate().list(request);
        Predicate<String> late = hidden;
        return all.toBuilder()
                .contents(all.contents().stream().filter(object -> isShown(object, late)).toList())
                .build();
    }

    private static boolean isShown(S3Object object, Predicate<String> late) {
        return !late.test(object.key());
    }
}
