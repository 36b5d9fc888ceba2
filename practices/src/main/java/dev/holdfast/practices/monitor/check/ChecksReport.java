package dev.holdfast.practices.monitor.check;

import dev.holdfast.core.health.Health;
import java.util.List;

/// What all checks said.
public record ChecksReport(List<CheckResult> checks) {
    public ChecksReport {
        checks = List.copyOf(checks);
    }

    public boolean isWell() {
        return checks.stream().allMatch(each -> each.state() == Health.OK);
    }

    /// What the checks cost together, in seconds.
    public double cost() {
        return checks.stream().mapToDouble(CheckResult::seconds).sum();
    }
}
