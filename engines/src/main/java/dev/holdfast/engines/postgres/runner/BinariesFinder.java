package dev.holdfast.engines.postgres.runner;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.ProblemCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the server programs of a major version, in this order: the configured directory, the
/// places where systems install them, the embedded distribution on the class path.
public final class BinariesFinder {

    private final BinaryCache cache;

    public BinariesFinder(ServerUser user) {
        this.cache = BinaryCache.standard(user);
    }

    /// @param preferred a configured directory (of the programs, or of installations by version);
    ///   the empty path for none
    /// @throws HoldfastException `BINARIES_MISSING`
    public Binaries find(int majorVersion, Path preferred) {
        return installed(majorVersion, preferred)
                .or(() -> embedded(majorVersion))
                .orElseThrow(() -> missing(majorVersion, preferred));
    }

    /// As [#find], but the embedded distribution first: its version is the same everywhere, which
    /// demonstrations and tests prefer.
    Binaries findEmbeddedFirst(int majorVersion) {
        Path none = Path.of("");
        return embedded(majorVersion)
                .or(() -> installed(majorVersion, none))
                .orElseThrow(() -> missing(majorVersion, none));
    }

    private static Optional<Binaries> installed(int majorVersion, Path preferred) {
        return Stream.concat(below(preferred, majorVersion), places(majorVersion))
                .flatMap(bin -> Binaries.in(bin).stream())
                .filter(binaries -> binaries.majorVersion() == majorVersion)
                .findFirst();
    }

    private static Stream<Path> below(Path preferred, int majorVersion) {
        if (preferred.toString().isEmpty()) {
            return Stream.of();
        }
        Path version = preferred.resolve(Integer.toString(majorVersion));
        return Stream.of(preferred, preferred.resolve("bin"), version.resolve("bin"), version);
    }

    private static Stream<Path> places(int majorVersion) {
        Stream<String> known =
                Stream.of(
                        "/usr/lib/postgresql/" + majorVersion + "/bin",
                        "/usr/pgsql-" + majorVersion + "/bin",
                        "/usr/lib/postgresql" + majorVersion + "/bin",
                        "/usr/libexec/postgresql" + majorVersion,
                        "/opt/homebrew/opt/postgresql@" + majorVersion + "/bin",
                        "/usr/local/opt/postgresql@" + majorVersion + "/bin",
                        "/usr/local/pgsql/bin");
        String path = System.getenv("PATH");
        Stream<String> onPath = path == null ? Stream.of() : Stream.of(path.split(":", -1));
        return Stream.concat(known, onPath.filter(entry -> !entry.isEmpty())).map(Path::of);
    }

    private Optional<Binaries> embedded(int majorVersion) {
        return EmbeddedArchive.onClassPath().stream()
                .filter(archive -> archive.mayBe(majorVersion))
                .map(cache::unpacked)
                .filter(binaries -> binaries.majorVersion() == majorVersion)
                .findFirst();
    }

    private static HoldfastException missing(int majorVersion, Path preferred) {
        String where = preferred.toString().isEmpty() ? "" : " in " + preferred + " or elsewhere";
        return new HoldfastException(
                ProblemCode.BINARIES_MISSING,
                "no server programs of postgresql " + majorVersion + " were found" + where,
                String.join(
                        " ",
                        List.of(
                                "apt-get install postgresql-" + majorVersion,
                                "(or: dnf install postgresql" + majorVersion + "-server),",
                                "or name their directory as scratch.binaries in holdfast.yaml")));
    }
}
