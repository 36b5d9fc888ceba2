package dev.holdfast.engines.postgres.health;

/// On the newest version.
final class HealthChecksTest extends HealthChecks {
    HealthChecksTest() {
        super(18);
    }
}
