package dev.holdfast.cli;

import dev.holdfast.cli.workplace.Demo;
import dev.holdfast.cli.workplace.Place;
import dev.holdfast.cli.workplace.Serving;
import dev.holdfast.cli.workplace.Session;
import dev.holdfast.cli.workplace.Workplace;
import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.practices.overview.Introduction;
import java.util.function.Consumer;

/// A workplace where opening a session does what the test says.
final class FakeWorkplace implements Workplace {
    private final RuntimeException thrown;
    boolean opened;

    FakeWorkplace(RuntimeException thrown) {
        this.thrown = thrown;
    }

    @Override
    public Session open(Place place) {
        opened = true;
        throw thrown;
    }

    @Override
    public void logTo(Place place) {}

    @Override
    public Introduction introduce(ServerAddress address, String role) {
        throw thrown;
    }

    @Override
    public void serve(Place place, Serving serving, Consumer<String> say) {
        throw thrown;
    }

    @Override
    public void watch(Place place, Consumer<String> say) {
        throw thrown;
    }

    @Override
    public void watch(Place place, String url, Consumer<String> say) {
        throw thrown;
    }

    @Override
    public Demo demo() {
        throw thrown;
    }
}
