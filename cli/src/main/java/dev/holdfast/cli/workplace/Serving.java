package dev.holdfast.cli.workplace;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where a daemon's API and console are to be reached.
///
/// @param listen as typed: `HOST:PORT`, `PORT`, or `none`
/// @param certificate a PEM file; with its key, everything is encrypted
/// @param names further names under which browsers know it
/// @param plainAllowed other machines may reach it without encryption
public record Serving(
        String listen,
        Optional<Path> certificate,
        Optional<Path> key,
        List<String> names,
        boolean plainAllowed) {
    public Serving {
        names = List.copyOf(names);
    }
}
