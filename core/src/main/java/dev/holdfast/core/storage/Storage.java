package dev.holdfast.core.storage;

import dev.holdfast.core.problem.Finding;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One place that keeps **immutable objects** by name: a directory, a bucket, a path on another
/// host.
///
/// The contract, which `StorageContract` in `testkit` checks against every adapter:
///
/// - A key is one or more segments of `[A-Za-z0-9._-]+` joined by `/`; no segment is `.` or `..`;
///   at most 255 characters.
/// - [#create] is atomic and never overwrites: after it returned, the whole object is durable and
///   listed; when it failed or the process died, no object of that key is ever seen. Of two
///   concurrent creates of one key, exactly one succeeds; the other gets `OBJECT_EXISTS`.
/// - A reader sees whole objects only. Reads of a missing object give `OBJECT_MISSING`.
/// - [#list] gives every object whose creation completed before the call began, in no promised
///   order.
/// - Failures are `HoldfastException`s: `STORAGE_UNREACHABLE`, `STORAGE_FULL`, `STORAGE_DENIED`,
///   `OBJECT_MISSING`, `OBJECT_EXISTS`. The message names this storage and the key.
/// - All methods are safe for many threads at once; an interrupt ends a call soon, with
///   `OPERATION_CANCELLED` and the interrupt flag set.
public interface Storage extends AutoCloseable {

    /// The name that the estate gives it.
    String name();

    /// Where it is, for people: a path or an address, without secrets.
    String location();

    /// Makes the place itself where it is missing. Only `vault init` does: a place that has gone
    /// away is never silently made anew.
    default void initialize() {}

    void create(String key, Content content);

    /// The whole object as a stream, which the caller closes.
    InputStream read(String key);

    /// Fills `target` from `offset` on; `OBJECT_DAMAGED` when the object is shorter than that.
    void read(String key, long offset, ByteBuffer target);

    Optional<ObjectInfo> find(String key);

    /// Calls `each` for every object whose key starts with `prefix`. One page is held at a time.
    void list(String prefix, Consumer<ObjectInfo> each);

    /// Deletes the object if it is there.
    void delete(String key);

    /// Removes what interrupted writes left behind, where that is older than `age` by the storage's
    /// own clock; gives how many. The pruner's pass calls it.
    default int removeLeftovers(Duration age) {
        return 0;
    }

    /// What comes of deleting with the credential that this storage was opened with: really tried,
    /// on an object that is made for it and never listed.
    default Deletion deletion() {
        return Deletion.UNKNOWN;
    }

    /// What is to be said about the place itself, as far as it can be tried harmlessly.
    default List<Finding> check() {
        return List.of();
    }

    /// What it was asked since it was opened; nothing where nobody counts.
    default Traffic traffic() {
        return Traffic.NONE;
    }

    @Override
    void close();
}
