package dev.holdfast.practices.monitor;

import dev.holdfast.core.alert.Alert;
import dev.holdfast.core.alert.Silence;
import java.util.List;

/// Problems and silences, as `monitor alerts` shows them.
public record AlertList(List<Alert> alerts, List<Silence> silences) {
    public AlertList {
        alerts = List.copyOf(alerts);
        silences = List.copyOf(silences);
    }
}
