package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.estate.CheckNames;
import dev.holdfast.core.health.Check;
import dev.holdfast.core.health.Unit;
import dev.holdfast.practices.monitor.check.MonitorChecks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The page of checks is written from the checks.
class ChecksReferenceTest {
    private static final Path PAGE = Path.of("../docs/reference/checks.md");
    private static final List<Check> CHECKS =
            MonitorChecks.all(Adapters.engine(InstantSource.system(), new SecureRandom()).health());

    @Test
    void everyCheckHasAThresholdThatCanBeDeclaredInItsUnit() {
        Map<String, Unit> units = new LinkedHashMap<>();
        CHECKS.forEach(check -> units.put(check.name(), check.limits().unit()));
        assertThat(CheckNames.UNITS).containsExactlyInAnyOrderEntriesOf(units);
    }

    @Test
    void thePageSaysWhatTheChecksSay() throws IOException {
        String page =
                Files.readString(Path.of("src/test/resources/checks-head.md"))
                        + CHECKS.stream()
                                .map(ChecksReferenceTest::section)
                                .collect(Collectors.joining());
        Path made = Files.writeString(Path.of("target/checks.md"), page);
        assertThat(Files.readString(PAGE)).as("cp app/%s docs/reference/", made).isEqualTo(page);
    }

    private static String section(Check check) {
        String query = check.query().isEmpty() ? "" : "\n```sql\n" + check.query() + "\n```\n";
        return """

        ### `%s`

        %s. %s.

        - Why: %s.
        - Now: %s.
        %s\
        """
                .formatted(
                        check.name(),
                        upper(check.about()),
                        upper(check.limits().text()),
                        check.why(),
                        check.remedy(),
                        query);
    }

    private static String upper(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
