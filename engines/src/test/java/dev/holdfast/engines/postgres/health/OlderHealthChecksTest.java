package dev.holdfast.engines.postgres.health;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// On every older version: views and columns differ.
@Tag("full")
@ParameterizedClass
@ValueSource(ints = {14, 15, 16, 17})
final class OlderHealthChecksTest extends HealthChecks {
    OlderHealthChecksTest(int version) {
        super(version);
    }
}
