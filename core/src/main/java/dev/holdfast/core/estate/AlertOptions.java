package dev.holdfast.core.estate;

import dev.holdfast.core.estate.AlertRoute.Command;
import dev.holdfast.core.estate.AlertRoute.DeadMan;
import dev.holdfast.core.estate.AlertRoute.Email;
import dev.holdfast.core.estate.AlertRoute.PagerDuty;
import dev.holdfast.core.estate.AlertRoute.Slack;
import dev.holdfast.core.estate.AlertRoute.Target;
import dev.holdfast.core.estate.AlertRoute.Tls;
import dev.holdfast.core.estate.AlertRoute.Webhook;
import dev.holdfast.core.estate.option.MappingType;
import dev.holdfast.core.estate.option.Option;
import dev.holdfast.core.estate.option.OptionType;
import dev.holdfast.core.estate.option.OptionTypes;
import dev.holdfast.core.estate.option.OptionValues;
import dev.holdfast.core.estate.option.TypedMapping;
import dev.holdfast.core.health.Health;
import dev.holdfast.core.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The options of one of `alerts:`: which ones there are depends on its `type`.
final class AlertOptions {
    private static final String EVENTS = "https://events.pagerduty.com/v2/enqueue";
    private static final int SUBMISSION_PORT = 587;

    private static final Option<String> NAME =
            Option.required("name", OptionTypes.name("team"), "what commands call it");
    private static final Option<Health> LEAST =
            Option.standard(
                    "least",
                    OptionTypes.choice(
                            Map.of("warning", Health.WARNING, "critical", Health.CRITICAL)),
                    Health.WARNING,
                    "critical: warnings are not sent here");
    private static final Option<Duration> REMIND =
            Option.standard(
                    "remind",
                    OptionTypes.duration(),
                    Duration.ofHours(4),
                    "how long until an open problem that nobody acknowledged is told again; by"
                            + " default 4 h");

    private static final Option<WebAddress> URL =
            Option.required("url", new WebAddressType(), "where it is sent");
    private static final Option<Secret> KEY =
            Option.optional(
                    "key", OptionTypes.secret(), "signs what is sent, so that it can be trusted");
    private static final Option<Secret> INTEGRATION =
            Option.required("key", OptionTypes.secret(), "the integration key of the service");
    private static final Option<WebAddress> EVENTS_URL =
            Option.standard(
                    "url",
                    new WebAddressType(),
                    new WebAddress.Plain(EVENTS),
                    "the address of its Events API");
    private static final Option<Duration> EVERY =
            Option.standard(
                    "every",
                    OptionTypes.duration(),
                    Duration.ofMinutes(1),
                    "how often it is called while all is well; by default every minute");
    private static final Option<List<String>> COMMAND =
            Option.required(
                    "command",
                    OptionTypes.filledListOf(OptionTypes.text("/usr/local/bin/tell")),
                    "the program and its arguments; it reads JSON");

    private static final Option<String> SERVER =
            Option.required("server", OptionTypes.text("mail.example"), "the mail server");
    private static final Option<Integer> PORT =
            Option.standard(
                    "port",
                    OptionTypes.whole(1, 65_535, SUBMISSION_PORT),
                    SUBMISSION_PORT,
                    "its port");
    private static final Option<Tls> TLS =
            Option.standard(
                    "tls",
                    OptionTypes.choice(
                            Map.of(
                                    "starttls", Tls.STARTTLS,
                                    "always", Tls.ALWAYS,
                                    "never", Tls.NEVER)),
                    Tls.STARTTLS,
                    "starttls; always: from the first byte, as on port 465; never: for a relay on"
                            + " this machine");
    private static final Option<String> USER =
            Option.optional("user", OptionTypes.text("holdfast"), "who logs in");
    private static final Option<Secret> PASSWORD =
            Option.optional("password", OptionTypes.secret(), "the password of that user");
    private static final Option<String> FROM =
            Option.required("from", OptionTypes.text("holdfast@example.com"), "the sender");
    private static final Option<List<String>> TO =
            Option.required(
                    "to",
                    OptionTypes.filledListOf(OptionTypes.text("team@example.com")),
                    "the receivers");

    private record Type(List<Option<?>> options, Function<OptionValues, Target> build) {}

    private AlertOptions() {}

    static OptionType<AlertRoute> type() {
        Map<String, MappingType<AlertRoute>> types = new LinkedHashMap<>();
        types().forEach((name, type) -> types.put(name, mapping(name, type)));
        return new TypedMapping<>(
                "type of alert", types, "{name: team, type: slack, url: \"${env:SLACK_URL}\"}");
    }

    private static Map<String, Type> types() {
        Map<String, Type> types = new LinkedHashMap<>();
        types.put(
                "email",
                new Type(
                        List.of(SERVER, PORT, TLS, USER, PASSWORD, FROM, TO), AlertOptions::email));
        types.put("slack", new Type(List.of(URL), values -> new Slack(values.get(URL))));
        types.put(
                "webhook",
                new Type(
                        List.of(URL, KEY),
                        values -> new Webhook(values.get(URL), values.find(KEY))));
        types.put(
                "pagerduty",
                new Type(
                        List.of(INTEGRATION, EVENTS_URL),
                        values -> new PagerDuty(values.get(INTEGRATION), values.get(EVENTS_URL))));
        types.put(
                "command", new Type(List.of(COMMAND), values -> new Command(values.get(COMMAND))));
        types.put(
                "dead-man",
                new Type(
                        List.of(URL, EVERY),
                        values -> new DeadMan(values.get(URL), values.get(EVERY))));
        return types;
    }

    private static Target email(OptionValues values) {
        return new Email(
                values.get(SERVER),
                values.get(PORT),
                values.get(TLS),
                values.find(USER),
                values.find(PASSWORD),
                values.get(FROM),
                values.get(TO));
    }

    private static MappingType<AlertRoute> mapping(String name, Type type) {
        List<Option<?>> options = new ArrayList<>();
        options.add(NAME);
        options.add(TypedMapping.typeOption(name, "what kind of way it is"));
        options.add(LEAST);
        options.add(REMIND);
        options.addAll(type.options());
        return new MappingType<>(
                options,
                values ->
                        new AlertRoute(
                                values.get(NAME),
                                values.get(LEAST),
                                values.get(REMIND),
                                type.build().apply(values)));
    }
}
