package dev.holdfast.practices.branch;

import java.time.Instant;
import java.util.List;

/// What a served branch is, as it stands in a file beside it. No secret is in it.
///
/// @param server the deployment that it shows, such as `shop@production`
/// @param moment for people
/// @param ends when its time to live is over
/// @param url without the password
/// @param seconds until it could be used
/// @param replaySeconds of these, recovery
/// @param lacking what this machine lacks of what the source had
public record BranchCard(
        String name,
        String server,
        String storage,
        String snapshot,
        String moment,
        BranchKind kind,
        Instant opened,
        Instant ends,
        String url,
        String version,
        String recoveredTo,
        double seconds,
        double replaySeconds,
        List<String> lacking) {
    public BranchCard {
        lacking = List.copyOf(lacking);
    }
}
