package dev.holdfast.practices.monitor.check;

import dev.holdfast.core.estate.MonitorPolicy.OwnCheck;
import dev.holdfast.core.estate.MonitorPolicy.Source;
import dev.holdfast.core.health.Check;
import dev.holdfast.core.health.Check.Kind;
import dev.holdfast.core.health.Examination;
import dev.holdfast.core.health.Examination.Read;
import dev.holdfast.core.health.HealthSession;
import dev.holdfast.core.health.Limits;
import dev.holdfast.core.health.Reading;
import dev.holdfast.core.health.Unit;
import java.util.List;

/// Asks what the user declared: the server itself, or an endpoint of its host.
record OwnChecks(HealthSession session, HostMetrics metrics) {

    static Check check(OwnCheck own) {
        return new Check(
                own.name(),
                own.about(),
                "",
                "it is your own check: see `" + own.name() + "` in holdfast.yaml",
                new Limits(Unit.COUNT, own.isLowBad(), own.warning(), own.critical()),
                Kind.LEVEL,
                false,
                own.source() instanceof Source.Sql(String query) ? query : "");
    }

    Examination examine(OwnCheck own) {
        Examination examination =
                switch (own.source()) {
                    case Source.Sql(String query) -> session.examineOwn(query);
                    case Source.Metric metric -> metrics.examine(metric);
                };
        return examination instanceof Read(List<Reading> readings)
                ? new Read(readings.stream().map(each -> told(own, each)).toList())
                : examination;
    }

    private static Reading told(OwnCheck own, Reading reading) {
        String about = own.about().isEmpty() ? own.name() : own.about();
        String where = reading.object().isEmpty() ? "" : " (" + reading.object() + ")";
        return Reading.of(
                reading.object(),
                reading.value(),
                about + ": " + Unit.COUNT.text(reading.value()) + where);
    }
}
