package dev.holdfast.practices.monitor.route;

import dev.holdfast.core.estate.AlertRoute.Slack;
import dev.holdfast.practices.monitor.alert.Channel;
import dev.holdfast.practices.monitor.alert.Message;
import java.util.Map;

/// An incoming webhook: `{"text": …}`. `&`, `<` and `>` are escaped, as Slack asks, so that no
/// message from a server can call the whole channel.
record SlackChannel(Http http, String route, Slack target) implements Channel {

    @Override
    public void send(Message message) throws InterruptedException {
        String text = "*" + message.subject() + "*\n" + String.join("\n", message.lines());
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        http.post(route, target.url(), Json.of(Map.of("text", escaped)), Map.of());
    }
}
