package dev.holdfast.core.engine;

/// How a snapshot is to be taken.
///
/// @param label how the server's log and `backup_label` name the snapshot
/// @param fastCheckpoint begin at once, at the cost of a burst of writes on the server
/// @param directRead read files from the data directory itself where this machine may
public record SnapshotSettings(String label, boolean fastCheckpoint, boolean directRead) {}
