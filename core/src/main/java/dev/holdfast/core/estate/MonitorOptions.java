package dev.holdfast.core.estate;

import dev.holdfast.core.estate.MonitorPolicy.Maintenance;
import dev.holdfast.core.estate.MonitorPolicy.OwnCheck;
import dev.holdfast.core.estate.MonitorPolicy.Source;
import dev.holdfast.core.estate.MonitorPolicy.Threshold;
import dev.holdfast.core.estate.option.ListType;
import dev.holdfast.core.estate.option.MappingType;
import dev.holdfast.core.estate.option.Option;
import dev.holdfast.core.estate.option.OptionType;
import dev.holdfast.core.estate.option.OptionTypes;
import dev.holdfast.core.estate.option.OptionValues;
import dev.holdfast.core.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The options of `monitor:`: how it is watched, and a threshold for each check by its name.
final class MonitorOptions {
    private static final Option<String> USER =
            Option.optional(
                    "user",
                    OptionTypes.text("holdfast_monitor"),
                    "a role of its own for checks and the probe; by default the one in url");
    private static final Option<Secret> PASSWORD =
            Option.optional("password", OptionTypes.secret(), "the password of that role");
    private static final Option<Duration> EVERY =
            Option.standard(
                    "every",
                    OptionTypes.duration(),
                    MonitorPolicy.EVERY,
                    "how often its checks run; by default every 30 s");
    private static final Option<Duration> PROBE_EVERY =
            Option.standard(
                    "probe-every",
                    OptionTypes.duration(),
                    MonitorPolicy.PROBE,
                    "how often the probe connects, reads and writes; by default every second");
    private static final Option<List<String>> OFF =
            Option.standard(
                    "off",
                    OptionTypes.listOf(OptionTypes.choice(names())),
                    List.of(),
                    "names of checks that are not asked");

    private static final Option<String> NAME =
            Option.required("name", OptionTypes.name("orders-arrive"), "what the check is called");
    private static final Option<String> SQL =
            Option.optional(
                    "sql",
                    OptionTypes.text(
                            "\"select count(*) from orders where at > now() - interval '1 h'\""),
                    "a query; the first column of its first row is the value");
    private static final Option<MetricSelector> METRIC =
            Option.optional(
                    "metric",
                    new MetricSelectorType(),
                    "instead of sql: what a Prometheus endpoint says");
    private static final Option<WebAddress> FROM =
            Option.optional("from", new WebAddressType(), "the address of that endpoint");
    private static final Option<String> ABOUT =
            Option.standard(
                    "about", OptionTypes.text("orders in the last hour"), "", "what it means");
    private static final Option<Boolean> BELOW =
            Option.standard(
                    "below", OptionTypes.flag(), false, "whether small values are the bad ones");
    private static final Option<Double> WARNING =
            Option.optional("warning", OptionTypes.number(), "from where on it deserves a look");
    private static final Option<Double> CRITICAL =
            Option.optional(
                    "critical", OptionTypes.number(), "from where on somebody must act now");
    private static final Option<List<OwnCheck>> CHECKS =
            Option.standard(
                    "checks",
                    OptionTypes.listOf(
                                    new MappingType<>(
                                            List.of(
                                                    NAME, SQL, METRIC, FROM, ABOUT, BELOW, WARNING,
                                                    CRITICAL),
                                            MonitorOptions::own))
                            .checked(MonitorOptions::namesAreFree),
                    List.of(),
                    "checks of your own");

    private static final Option<Schedule> AT =
            Option.required("at", new ScheduleType(), "when it begins, as a cron expression");
    private static final Option<Duration> FOR =
            Option.required("for", OptionTypes.duration(), "how long it lasts");
    private static final Option<List<Maintenance>> MAINTENANCE =
            Option.standard(
                    "maintenance",
                    OptionTypes.listOf(
                            new MappingType<>(List.of(AT, FOR), MonitorOptions::maintenance)),
                    List.of(),
                    "times in which nobody is told of its problems");

    private static final Map<String, Option<Threshold>> THRESHOLDS = thresholds();

    private MonitorOptions() {}

    static OptionType<MonitorPolicy> type() {
        List<Option<?>> options =
                new ArrayList<>(
                        List.of(USER, PASSWORD, EVERY, PROBE_EVERY, OFF, CHECKS, MAINTENANCE));
        options.addAll(THRESHOLDS.values());
        return new MappingType<>(options, MonitorOptions::policy);
    }

    private static MonitorPolicy policy(OptionValues values) {
        Map<String, Threshold> thresholds = new LinkedHashMap<>();
        THRESHOLDS.forEach(
                (name, option) -> values.find(option).ifPresent(it -> thresholds.put(name, it)));
        return new MonitorPolicy(
                values.find(USER),
                values.find(PASSWORD),
                values.get(EVERY),
                values.get(PROBE_EVERY),
                thresholds,
                Set.copyOf(values.get(OFF)),
                values.get(CHECKS),
                values.get(MAINTENANCE));
    }

    private static Map<String, Option<Threshold>> thresholds() {
        Map<String, Option<Threshold>> options = new LinkedHashMap<>();
        CheckNames.UNITS.forEach((name, unit) ->
                options.put(
                        name,
                        Option.optional(
                                name,
                                new ThresholdType(unit),
                                "the threshold of the check of this name")));
        return options;
    }

    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        CheckNames.UNITS.keySet().forEach(name -> names.put(name, name));
        return names;
    }

    private static OwnCheck own(OptionValues values) {
        if (values.find(WARNING).isEmpty() && values.find(CRITICAL).isEmpty()) {
            values.mapping().wrong("has no threshold", "write warning: or critical: below it");
        }
        return new OwnCheck(
                values.get(NAME),
                source(values),
                values.get(ABOUT),
                values.get(BELOW),
                ThresholdType.number(values.find(WARNING)),
                ThresholdType.number(values.find(CRITICAL)));
    }

    private static Source source(OptionValues values) {
        boolean asksEndpoint = values.find(METRIC).isPresent() && values.find(FROM).isPresent();
        boolean asksServer = values.find(SQL).isPresent();
        boolean isHalf = values.find(METRIC).isPresent() != values.find(FROM).isPresent();
        if (isHalf || asksEndpoint == asksServer) {
            values.mapping()
                    .wrong(
                            "asks nobody, or two at once",
                            "write either sql:, or metric: and from: below it");
            return new Source.Sql("");
        }
        return asksServer
                ? new Source.Sql(values.find(SQL).orElseThrow())
                : new Source.Metric(
                        values.find(FROM).orElseThrow(), values.find(METRIC).orElseThrow());
    }

    private static void namesAreFree(List<ListType.Item<OwnCheck>> checks) {
        Set<String> seen = new HashSet<>(CheckNames.UNITS.keySet());
        for (ListType.Item<OwnCheck> check : checks) {
            if (!seen.add(check.read().name())) {
                check.value()
                        .wrong(
                                "a check is called '" + check.read().name() + "' already",
                                "give it a name of its own");
            }
        }
    }

    private static Maintenance maintenance(OptionValues values) {
        if (!(values.get(AT) instanceof Schedule.Cron)) {
            values.value(AT).wrong("is no cron expression", "write \"0 3 * * 0\"");
        }
        return new Maintenance(values.get(AT), values.get(FOR));
    }
}
