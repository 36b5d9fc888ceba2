package dev.holdfast.core.engine;

/// What must be known of a server to read its write-ahead log.
///
/// @param systemIdentifier the unsigned 64-bit identity of the cluster, in decimal
/// @param majorVersion such as `18`
/// @param segmentBytes the size of a WAL segment file
public record WalForm(String systemIdentifier, int majorVersion, long segmentBytes) {

    public static WalForm of(ServerFacts facts) {
        return new WalForm(facts.systemIdentifier(), facts.majorVersion(), facts.walSegmentBytes());
    }
}
