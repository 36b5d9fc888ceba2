package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.ServerFacts.Tablespace;
import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides where the tablespaces of a snapshot go: where the user says, else where `target` has
/// them already, else where the server had them.
///
/// A directory that holds something is written to only when it is the one that `target` itself
/// links to. On the database's own host, the place where the server had a tablespace is the place
/// where it still runs.
///
/// @param asked by the tablespace's name or oid
/// @param isSameServer whether the links in `target` are those of the server to be restored
record TablespacePlaces(Path target, Map<String, Path> asked, boolean isSameServer) {

    /// By oid.
    Map<Long, Path> of(List<Tablespace> tablespaces) {
        requireKnown(tablespaces);
        Map<Long, Path> places = new LinkedHashMap<>();
        for (Tablespace tablespace : tablespaces) {
            Path place = place(tablespace);
            requireApart(tablespace, place, places);
            places.put(tablespace.oid(), place);
        }
        return places;
    }

    private Path place(Tablespace tablespace) {
        Optional<Path> present = present(tablespace);
        Path place =
                asked(tablespace)
                        .or(() -> present)
                        .orElseGet(() -> ofServer(tablespace))
                        .toAbsolutePath()
                        .normalize();
        if (!isEmpty(place) && !present.filter(place::equals).isPresent()) {
            throw refused(
                    "tablespace '%s' would go to %s, which is not empty"
                            .formatted(tablespace.name(), place),
                    tablespace);
        }
        return place;
    }

    private Optional<Path> asked(Tablespace tablespace) {
        return Optional.ofNullable(asked.get(tablespace.name()))
                .or(() -> Optional.ofNullable(asked.get(Long.toString(tablespace.oid()))));
    }

    /// Where `target` has the tablespace now.
    private Optional<Path> present(Tablespace tablespace) {
        Path link = target.resolve("pg_tblspc").resolve(Long.toString(tablespace.oid()));
        if (!isSameServer || !Files.isSymbolicLink(link)) {
            return Optional.empty();
        }
        try {
            Path there = link.resolveSibling(Files.readSymbolicLink(link));
            return Optional.of(there.toAbsolutePath().normalize());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An in-place tablespace, which is made for PostgreSQL's own tests, has no place of its own.
    private static Path ofServer(Tablespace tablespace) {
        Path location = Path.of(tablespace.location());
        if (!location.isAbsolute()) {
            throw refused(
                    "tablespace '%s' lies inside the server's data directory"
                            .formatted(tablespace.name()),
                    tablespace);
        }
        return location;
    }

    private void requireApart(Tablespace tablespace, Path place, Map<Long, Path> others) {
        if (place.startsWith(target) || target.startsWith(place) || others.containsValue(place)) {
            throw refused(
                    "tablespace '%s' would go to %s, where other files of this restore go"
                            .formatted(tablespace.name(), place),
                    tablespace);
        }
    }

    private void requireKnown(List<Tablespace> known) {
        for (String name : asked.keySet()) {
            if (known.stream()
                    .noneMatch(t -> t.name().equals(name) || Long.toString(t.oid()).equals(name))) {
                throw new HoldfastException(
                        ProblemCode.USAGE,
                        "the snapshot has no tablespace '%s'".formatted(name),
                        known.isEmpty()
                                ? "leave --tablespace out"
                                : "it has: "
                                        + String.join(
                                                ", ",
                                                known.stream().map(Tablespace::name).toList()));
            }
        }
    }

    private static boolean isEmpty(Path directory) {
        if (!Files.isDirectory(directory)) {
            return !Files.exists(directory);
        }
        try (var entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HoldfastException refused(String message, Tablespace tablespace) {
        return new HoldfastException(
                ProblemCode.TARGET_REFUSED,
                message,
                "name an empty directory: --tablespace " + tablespace.name() + "=DIR");
    }
}
