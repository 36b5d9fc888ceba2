package dev.holdfast.branchfs.overlay;

import org.jspecify.annotations.Nullable;

/// What is to be different; null stays as it is. Times are nanoseconds since 1970.
///
/// @param permissions the mode without its type
/// @param dropsPrivileges whether set-user-id and set-group-id go
public record AttributeChange(
        @Nullable Integer permissions,
        @Nullable Integer uid,
        @Nullable Integer gid,
        @Nullable Long accessed,
        @Nullable Long modified,
        @Nullable Long changed,
        boolean dropsPrivileges) {

    static final AttributeChange PRIVILEGES =
            new AttributeChange(null, null, null, null, null, null, true);
}
