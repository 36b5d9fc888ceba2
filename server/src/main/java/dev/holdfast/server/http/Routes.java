package dev.holdfast.server.http;

import io.javalin.config.RoutesConfig;

/// What is served: whoever brings it adds it.
public interface Routes {

    void addTo(RoutesConfig routes);
}
