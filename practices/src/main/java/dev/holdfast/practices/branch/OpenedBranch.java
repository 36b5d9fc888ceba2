package dev.holdfast.practices.branch;

import dev.holdfast.core.secret.Secret;

/// @param password of the one role that may log in; shown once, and kept nowhere
/// @param seconds until it could be used, as whoever asked for it saw it
public record OpenedBranch(BranchCard branch, Secret password, double seconds) {

    /// The one place that shows a password: it is this branch's own, and made for it.
    public String urlWithPassword() {
        return branch.url().replaceFirst("@", ":" + password.reveal() + "@");
    }
}
