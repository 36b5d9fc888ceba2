package dev.holdfast.engines.postgres.runner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The server programs of one version.
///
/// @param bin the directory that holds `postgres` and `initdb`
/// @param version as `postgres --version` says it, such as `18.6`
public record Binaries(Path bin, String version) {

    private static final Pattern VERSION = Pattern.compile("PostgreSQL\\) (\\d+)(\\S*)");

    /// The programs in `bin`; empty when it holds no usable `postgres`.
    static Optional<Binaries> in(Path bin) {
        Path postgres = bin.resolve("postgres");
        if (!Files.isExecutable(postgres)) {
            return Optional.empty();
        }
        Matcher matcher =
                VERSION.matcher(Shell.run(List.of(postgres.toString(), "--version")).output());
        return matcher.find()
                ? Optional.of(new Binaries(bin, matcher.group(1) + matcher.group(2)))
                : Optional.empty();
    }

    /// Such as `18`.
    public int majorVersion() {
        int dot = 0;
        while (dot < version.length() && Character.isDigit(version.charAt(dot))) {
            dot++;
        }
        return Integer.parseInt(version.substring(0, dot));
    }

    Path postgres() {
        return bin.resolve("postgres");
    }

    Path initdb() {
        return bin.resolve("initdb");
    }

    /// Whether a library for `shared_preload_libraries` is there, by its name or path.
    boolean hasLibrary(String name) {
        String plain = name.replace("$libdir/", "");
        return Stream.of("../lib/postgresql", "../lib", "../lib64", "../pkglib")
                .map(place -> bin.resolve(place).resolve(plain))
                .flatMap(path -> Stream.of(path.toString(), path + ".so", path + ".dylib"))
                .anyMatch(path -> Files.isRegularFile(Path.of(path)));
    }
}
