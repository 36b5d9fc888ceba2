package dev.holdfast.vault;

import dev.holdfast.core.engine.ServerFacts;
import java.security.SecureRandom;
import java.time.InstantSource;

/// How [SnapshotWriter] works.
///
/// @param zstdLevel 1 (fast) to 19 (small)
/// @param random where names and salts come from
/// @param clock of this machine; tells whether it stood still
public record WriterSettings(
        String systemIdentifier,
        int pageBytes,
        long walSegmentBytes,
        int zstdLevel,
        SecureRandom random,
        InstantSource clock) {
    public static final int DEFAULT_LEVEL = 3;

    public static WriterSettings of(ServerFacts facts, SecureRandom random, InstantSource clock) {
        return new WriterSettings(
                facts.systemIdentifier(),
                facts.pageBytes(),
                facts.walSegmentBytes(),
                DEFAULT_LEVEL,
                random,
                clock);
    }
}
