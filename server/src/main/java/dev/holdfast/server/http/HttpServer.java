package dev.holdfast.server.http;

import dev.holdfast.core.problem.HoldfastException;
import dev.holdfast.core.problem.Problem;
import dev.holdfast.core.problem.ProblemCode;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/// Listens until closed, each request on a virtual thread of its own.
public final class HttpServer implements AutoCloseable {
    /// No request needs more: what is asked for is named, not sent.
    private static final int LARGEST_BODY = 64 << 10;

    private static final int IDLE_MILLIS = 60_000;
    private static final int HEADER_BYTES = 8 << 10;
    private static final int STOP_MILLIS = 2_000;

    private final Javalin javalin;
    private final String address;

    private HttpServer(Javalin javalin, String address) {
        this.javalin = javalin;
        this.address = address;
    }

    /// `LISTEN_FAILED` when the port is taken; `LISTEN_REFUSED` when it would not be safe.
    public static HttpServer listen(Listening listening, List<Routes> routes) {
        listening.requireSafe();
        Javalin javalin = Javalin.create(config -> configure(config, listening, routes));
        try {
            javalin.start();
        } catch (JavalinBindException e) {
            javalin.stop();
            throw taken(listening, e);
        }
        return new HttpServer(javalin, listening.address(javalin.port()));
    }

    /// For a browser, such as `http://127.0.0.1:7480`.
    public String address() {
        return address;
    }

    private static void configure(JavalinConfig config, Listening listening, List<Routes> routes) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = LARGEST_BODY;
        config.jetty.addConnector((server, http) -> connector(server, http, listening));
        config.jetty.modifyServer(server -> server.setStopTimeout(STOP_MILLIS));
        HostCheck hosts = new HostCheck(listening);
        config.routes.before(http -> guard(http, hosts, listening.tls().isPresent()));
        config.routes.exception(HoldfastException.class, (e, http) -> Problems.answer(http, e));
        config.routes.exception(HttpResponseException.class, (e, http) -> Problems.answer(http, e));
        config.routes.exception(Exception.class, (e, http) -> Problems.answer(http, e));
        routes.forEach(each -> each.addTo(config.routes));
    }

    private static void guard(Context http, HostCheck hosts, boolean encrypted) {
        SecurityHeaders.set(http, encrypted);
        if (!hosts.allows(http.header("Host"))) {
            http.skipRemainingHandlers();
            Problems.answer(
                    http,
                    new Problem(
                            ProblemCode.REQUEST_REFUSED,
                            "this server is not known by the name that was asked for",
                            "let it know its name: holdfast serve --name NAME"),
                    421);
        }
    }

    private static ServerConnector connector(
            Server server, HttpConfiguration http, Listening listening) {
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        ServerConnector connector =
                listening
                        .tls()
                        .map(files -> encrypted(server, http, files))
                        .orElseGet(
                                () -> new ServerConnector(server, new HttpConnectionFactory(http)));
        connector.setHost(listening.host());
        connector.setPort(listening.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        return connector;
    }

    private static ServerConnector encrypted(
            Server server, HttpConfiguration http, Listening.Tls files) {
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStore(TlsFiles.keyStore(files));
        context.setKeyStorePassword("");
        http.addCustomizer(new SecureRequestCustomizer(false));
        return new ServerConnector(
                server,
                new SslConnectionFactory(context, "http/1.1"),
                new HttpConnectionFactory(http));
    }

    private static HoldfastException taken(Listening listening, Exception cause) {
        return new HoldfastException(
                ProblemCode.LISTEN_FAILED,
                "cannot listen on " + listening.address(listening.port()) + ": it is taken",
                "see who has it: ss -ltnp 'sport = :%d'; or give another: --listen 127.0.0.1:%d"
                        .formatted(listening.port(), listening.port() + 1),
                cause);
    }

    /// Requests under way get a moment to end.
    @Override
    public void close() {
        javalin.stop();
    }
}
