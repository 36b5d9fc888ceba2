package dev.holdfast.storages.s3;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import dev.holdfast.core.storage.ObjectInfo;
import dev.holdfast.core.storage.StorageKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Hidden objects that deletion was tried on and that stayed. A write leaves nothing: it is one
/// request.
record Leftovers(S3Calls calls, S3Objects objects) {

    int remove(Duration age) {
        List<ObjectInfo> hidden = new ArrayList<>();
        Optional<Instant> now = new Listing(calls, objects).run(StorageKeys.HIDDEN, hidden::add);
        int removed = 0;
        for (ObjectInfo object : hidden) {
            boolean old = now.filter(it -> object.created().isBefore(it.minus(age))).isPresent();
            if (old && !object.key().equals(CreateOnly.TRIAL) && delete(object.key())) {
                removed++;
            }
        }
        return removed;
    }

    /// A lock may still hold it.
    private boolean delete(String key) {
        try {
            return calls.call(
                    key,
                    client -> {
                        objects.delete(client, key);
                        return true;
                    });
        } catch (HoldfastException e) {
            if (e.is(ProblemCode.STORAGE_DENIED)) {
                return false;
            }
            throw e;
        }
    }
}
