package dev.holdfast.core.storage;

/// What a storage was asked since it was opened.
///
/// @param calls of the port that reached the place, each try counted
/// @param retries how many of them were another try
public record Traffic(long calls, long retries, long bytesRead, long bytesWritten) {
    public static final Traffic NONE = new Traffic(0, 0, 0, 0);
}
