package dev.holdfast.vault;

import java.time.Instant;

/// A stretch of the streamed log whose object in one copy was read and found damaged: nothing in it
/// can be brought back from there until it is mended.
///
/// @param what is wrong with the object, for people
/// @param noticed when it was found
public record LogDamage(StreamPart part, String what, Instant noticed) {}
