package dev.holdfast.practices.monitor.route;

import dev.holdfast.core.estate.AlertRoute;
import dev.holdfast.practices.monitor.alert.Channel;
import dev.holdfast.practices.monitor.alert.LinkedChannel;
import dev.holdfast.practices.monitor.check.MonitorContext;

/// Channels whose messages carry a link to acknowledge them.
public record LinkedRoutes(Routes routes, MonitorContext context) {

    public Channel channel(AlertRoute route) {
        return new LinkedChannel(
                routes.channel(route),
                route.name(),
                context.alerts().routes(),
                new LinkedChannel.Links(context.console(), context::newToken, context.clock()));
    }
}
