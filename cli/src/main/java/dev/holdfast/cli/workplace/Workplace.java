package dev.holdfast.cli.workplace;

import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.practices.overview.Introduction;
import java.util.function.Consumer;

/// The application behind the commands. Nothing is opened before a method is called.
public interface Workplace {

    /// Reads the estate and opens the state that `place` names; the caller closes the result.
    Session open(Place place);

    /// Where to log to, before anything is logged.
    void logTo(Place place);

    /// Logs in to a server that is not declared yet, and asks what there is to know.
    ///
    /// @param role who will take snapshots
    Introduction introduce(ServerAddress address, String role);

    /// Keeps the schedules that the estate declares and serves the console, until the calling
    /// thread is interrupted.
    ///
    /// @param say takes each line for the user, without a line break
    void serve(Place place, Serving serving, Consumer<String> say);

    /// Watches the estate until the calling thread is interrupted. `DAEMON_RUNNING` when another
    /// process does with this state.
    ///
    /// @param say takes each line for the user, without a line break
    void watch(Place place, Consumer<String> say);

    /// Watches a web address until the calling thread is interrupted.
    void watch(Place place, String url, Consumer<String> say);

    /// The demonstration, which needs no estate.
    Demo demo();
}
