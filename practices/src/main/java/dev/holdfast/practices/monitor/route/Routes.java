package dev.holdfast.practices.monitor.route;

import dev.holdfast.core.estate.AlertRoute;
import dev.holdfast.core.estate.AlertRoute.Command;
import dev.holdfast.core.estate.AlertRoute.DeadMan;
import dev.holdfast.core.estate.AlertRoute.Email;
import dev.holdfast.core.estate.AlertRoute.PagerDuty;
import dev.holdfast.core.estate.AlertRoute.Slack;
import dev.holdfast.core.estate.AlertRoute.Webhook;
import dev.holdfast.practices.monitor.alert.Channel;
import java.time.InstantSource;

/// Makes channels of what is declared. One HTTP client serves them all.
public final class Routes implements AutoCloseable {
    private final Http http = new Http();
    private final InstantSource clock;

    public Routes(InstantSource clock) {
        this.clock = clock;
    }

    public Channel channel(AlertRoute route) {
        return switch (route.target()) {
            case Slack slack -> new SlackChannel(http, route.name(), slack);
            case Webhook webhook -> new WebhookChannel(http, route.name(), webhook, clock);
            case PagerDuty duty -> new PagerDutyChannel(http, route.name(), duty);
            case Email email -> new EmailChannel(route.name(), email);
            case Command command -> new CommandChannel(route.name(), command);
            case DeadMan deadMan -> _ -> ping(route.name(), deadMan);
        };
    }

    /// Says to the dead-man's switch that all is well. `ALERT_UNDELIVERED` when it does not listen.
    public void ping(String route, DeadMan target) throws InterruptedException {
        http.get(route, target.url());
    }

    @Override
    public void close() {
        http.close();
    }
}
