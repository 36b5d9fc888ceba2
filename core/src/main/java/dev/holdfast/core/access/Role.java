package dev.holdfast.core.access;

import java.util.Locale;

/// What a token may do; each role may do what those before it may.
public enum Role {
    /// Look.
    VIEWER,
    /// Begin and cancel what the estate declares.
    OPERATOR,
    /// Approve the plans of others.
    APPROVER,
    /// Everything that there is.
    ADMIN;

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /// As users see it, such as `viewer`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
