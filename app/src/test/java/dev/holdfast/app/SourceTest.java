package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What only the text of the house can tell.
class SourceTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern PUBLIC_TYPE =
            Pattern.compile(
                    "public (?:abstract |final |sealed |non-sealed )*"
                            + "(?:class|interface|record|enum) .*");

    @Test
    void everyPublicTypeSaysWhatItIsFor() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<Path> undocumented =
                    files.filter(SourceTest::isSource).filter(SourceTest::lacksComment).toList();
            assertThat(undocumented).isEmpty();
        }
    }

    private static boolean isSource(Path file) {
        return file.toString().endsWith(".java") && file.toString().contains("/src/main/java/");
    }

    private static boolean lacksComment(Path file) {
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (PUBLIC_TYPE.matcher(lines.get(i)).matches()) {
                return !hasComment(lines, i - 1);
            }
        }
        return false;
    }

    private static boolean hasComment(List<String> lines, int last) {
        int line = last;
        while (line >= 0 && !lines.get(line).isEmpty() && !lines.get(line).startsWith("///")) {
            line--; // annotations
        }
        return line >= 0 && lines.get(line).startsWith("///");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyProblemCodeHasItsParagraph() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/reference/problems.md"));
        List<String> documented =
                page.lines()
                        .filter(line -> line.startsWith("### `"))
                        .map(line -> line.replaceAll("### `([^`]*)`.*", "$1"))
                        .toList();
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ProblemCode.values()).map(ProblemCode::code).toList());
    }
}
