package dev.holdfast.core.journal;

import java.time.Instant;

/// One process of Holdfast, so that others can tell whether it still lives.
///
/// @param host for people
/// @param machine where process ids mean the same: one boot of one machine (or of one container)
/// @param started guards against a process id that was given out again
public record ProcessIdentity(String host, String machine, long pid, Instant started) {}
