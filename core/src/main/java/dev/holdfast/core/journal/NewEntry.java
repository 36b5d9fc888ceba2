package dev.holdfast.core.journal;

import java.time.Instant;
import java.util.Optional;

/// An entry that is to be appended.
///
/// @param time kept in milliseconds
/// @param actor who did it: `user@host`
/// @param kind what was done, in the words of the command line, such as `backup run`
/// @param subject what it was done to, such as `shop@production`
/// @param operation the id of the operation it belongs to
/// @param outcome one word, such as `started`, `done`, `failed`, `cancelled`, `crashed`
/// @param details one JSON object; `{}` for none
public record NewEntry(
        Instant time,
        String actor,
        String kind,
        String subject,
        Optional<String> operation,
        String outcome,
        String details) {}
