package dev.holdfast.app;

import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.PhysicalSource;
import dev.holdfast.core.engine.ServerFacts;
import dev.holdfast.core.engine.SourceFile;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.Snapshot;
import dev.holdfast.vault.SnapshotWriter;
import dev.holdfast.vault.StoredFile;
import dev.holdfast.vault.Vault;
import dev.holdfast.vault.VaultKey;
import dev.holdfast.vault.WriterSettings;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A relation of segments of 1 GiB whose pages are computed; no two of them are the same. Its vault
/// keeps all but the content of packs.
final class SyntheticRelation {
    static final int PAGE = 8192;
    static final int FRAME = 128 << 10;
    static final long SEGMENT = 1L << 30;
    private static final int LANES = 2;
    private static final SecureRandom RANDOM = new SecureRandom();

    private SyntheticRelation() {}

    static Vault vault(Path directory) {
        return Vault.create(
                new PackTails(directory), VaultKey.random(RANDOM), Instant.now(), RANDOM);
    }

    static SnapshotWriter writer(Vault vault, Optional<Snapshot> former)
            throws InterruptedException {
        return SnapshotWriter.begin(
                List.of(vault), former, WriterSettings.of(facts(), RANDOM, Clock.systemUTC()));
    }

    static SourceFile file(int segment) {
        String suffix = segment == 0 ? "" : "." + segment;
        return new SourceFile("base/5/16384" + suffix, SEGMENT, SourceFile.Kind.PAGED);
    }

    static int segmentOf(StoredFile file) {
        String name = file.path();
        int dot = name.indexOf('.');
        return dot < 0 ? 0 : Integer.parseInt(name.substring(dot + 1));
    }

    /// Rows of 64 bytes that differ in their first words.
    static void fill(byte[] buffer, int length, int segment, long offset, int version) {
        ByteBuffer target = ByteBuffer.wrap(buffer);
        for (int at = 0; at < length; at += 64) {
            long row = (long) segment << 32 | (offset + at) >>> 6;
            target.putLong(at, row);
            target.putLong(at + 8, (row + ((long) version << 44)) * 0x9E3779B97F4A7C15L);
        }
    }

    static Manifest.Draft draft(Manifest.Mode mode, long sizeBytes, Optional<String> former) {
        return new Manifest.Draft(
                "huge", "benchmark", Instant.now(), Instant.now(), mode, "benchmark", facts(),
                new PhysicalSource.Start(Lsn.ZERO, 1, false, "synthetic", ""),
                new PhysicalSource.Stop(Lsn.ZERO, "", "", ""), former, LANES,
                List.of("base", "base/5"), List.of(), sizeBytes, "benchmark");
    }

    private static ServerFacts facts() {
        return new ServerFacts(
                "1", "18.0", 18, "synthetic", false, false, PAGE, SEGMENT, 16 << 20, "/", List.of(),
                List.of(), List.of(), Map.of(), List.of());
    }

    static long liveBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    static void report(String what) {
        System.out.printf("%s: %d MB alive in the heap%n", what, liveBytes() / 1_000_000);
    }
}
