package dev.holdfast.app;

import dev.holdfast.app.demo.Tour;
import dev.holdfast.cli.command.Version;
import dev.holdfast.cli.workplace.Demo;
import dev.holdfast.cli.workplace.Place;
import dev.holdfast.cli.workplace.Serving;
import dev.holdfast.cli.workplace.Session;
import dev.holdfast.cli.workplace.Workplace;
import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.practices.monitor.watch.Watch;
import dev.holdfast.practices.overview.Introduction;
import dev.holdfast.server.Daemon;
import dev.holdfast.server.DaemonPlace;
import dev.holdfast.server.http.Listening;
import dev.holdfast.server.http.Listening.Tls;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/// The whole application behind the command line. To add a storage or an engine: one line in
/// [Adapters].
final class Holdfast implements Workplace {
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Holdfast(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Session open(Place place) {
        return session(place);
    }

    @Override
    public void serve(Place place, Serving serving, Consumer<String> say) {
        new Daemon(
                        new DaemonPlace(place.configuration(), place.state(), listening(serving)),
                        new Daemon.Parts(Version.text(), clock, random, say))
                .run(() -> new ServedEstate(session(place), place.state()));
    }

    @Override
    public void watch(Place place, Consumer<String> say) {
        try (OpenSession session = session(place);
                Watch _ = Watch.start(session.monitoring(), place.state(), say)) {
            awaitInterrupt();
        }
    }

    @Override
    public void watch(Place place, String url, Consumer<String> say) {
        try (OpenSession session = session(place);
                Watch _ = Watch.ofAddress(session.monitoring(), place.state(), url, say)) {
            awaitInterrupt();
        }
    }

    private static void awaitInterrupt() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            return; // its way to end
        }
    }

    private static Optional<Listening> listening(Serving serving) {
        if (serving.listen().equals("none")) {
            return Optional.empty();
        }
        Listening where = Listening.read(serving.listen());
        Optional<Tls> tls =
                serving.certificate()
                        .flatMap(
                                certificate -> serving.key().map(key -> new Tls(certificate, key)));
        return Optional.of(
                new Listening(
                        where.host(), where.port(), tls, serving.names(), serving.plainAllowed()));
    }

    private OpenSession session(Place place) {
        return new OpenSession(
                place,
                new OpenSession.Parts(
                        Adapters.engine(clock, random),
                        Adapters.rescue(),
                        Adapters.storages(clock),
                        clock,
                        random));
    }

    @Override
    public Introduction introduce(ServerAddress address, String role) {
        return Introduction.to(Adapters.engine(clock, random), address, role);
    }

    @Override
    public Demo demo() {
        return new Tour(this, Adapters.engine(clock, random), random);
    }

    @Override
    public void logTo(Place place) {
        LogFile.choose(place.log());
    }
}
