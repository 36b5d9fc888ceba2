package dev.holdfast.practices.monitor.route;

import dev.holdfast.core.alert.Notice;
import dev.holdfast.core.alert.Notice.Kind;
import dev.holdfast.core.estate.AlertRoute.PagerDuty;
import dev.holdfast.practices.monitor.alert.Channel;
import dev.holdfast.practices.monitor.alert.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// PagerDuty's Events API, version 2: one event for each notice, whose alert is the deduplication
/// key, so that one incident follows one alert.
/// https://developer.pagerduty.com/docs/events-api-v2-overview
record PagerDutyChannel(Http http, String route, PagerDuty target) implements Channel {
    private static final int LONGEST_SUMMARY = 1024;

    @Override
    public void send(Message message) throws InterruptedException {
        for (Notice notice : message.notices()) {
            http.post(route, target.url(), Json.of(event(message, notice)), Map.of());
        }
    }

    private Map<String, Object> event(Message message, Notice notice) {
        Map<String, Object> payload = new LinkedHashMap<>();
        String summary = Message.headline(notice);
        payload.put("summary", summary.substring(0, Math.min(LONGEST_SUMMARY, summary.length())));
        payload.put("source", notice.database());
        payload.put("severity", notice.kind() == Kind.TEST ? "info" : notice.state().word());
        payload.put("timestamp", notice.opened().toString());
        payload.put("component", notice.check());
        payload.put("group", message.estate());
        payload.put("custom_details", Json.notice(notice));
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("routing_key", target.key().reveal().strip());
        event.put("event_action", notice.kind() == Kind.RESOLVED ? "resolve" : "trigger");
        event.put("dedup_key", "holdfast-" + message.estate() + "-" + notice.alert());
        event.put("payload", payload);
        message.link()
                .filter(_ -> notice.kind() != Kind.RESOLVED)
                .ifPresent(url ->
                        event.put("links", List.of(Map.of("href", url, "text", "Acknowledge"))));
        return event;
    }
}
