package dev.holdfast.cli.command;

import dev.holdfast.cli.progress.Interruption;
import dev.holdfast.cli.progress.ProgressDisplay;
import dev.holdfast.cli.terminal.Style;
import dev.holdfast.cli.terminal.Terminal;
import dev.holdfast.cli.workplace.Place.BareVault;
import dev.holdfast.cli.workplace.Session;
import dev.holdfast.cli.workplace.Workplace;
import dev.holdfast.core.operation.OperationRunner.Observation;
import dev.holdfast.core.operation.Request;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One call of one command: its options, its terminal, and its session, which is opened when first
/// asked for. Closing it closes the session.
public final class Invocation implements AutoCloseable {
    private final Workplace workplace;
    private final Terminal terminal;
    private final GlobalOptions options;
    private final InstantSource clock;
    private final Style style;
    private @Nullable Session session;

    public Invocation(
            Workplace workplace, Terminal terminal, GlobalOptions options, InstantSource clock) {
        this.workplace = workplace;
        this.terminal = terminal;
        this.options = options;
        this.clock = clock;
        this.style =
                options.noColor() || options.json()
                        ? Style.plain()
                        : Style.of(terminal.reaches().out(), terminal.environment());
    }

    public GlobalOptions options() {
        return options;
    }

    Workplace workplace() {
        return workplace;
    }

    Terminal terminal() {
        return terminal;
    }

    InstantSource clock() {
        return clock;
    }

    /// For what is written to standard output.
    Style style() {
        return style;
    }

    Session session() {
        return session(Optional.empty());
    }

    /// @param bareVault works without a configuration, on this vault alone
    Session session(Optional<BareVault> bareVault) {
        Session open = session;
        if (open == null) {
            open = workplace.open(options.place(bareVault));
            session = open;
        }
        return open;
    }

    /// The full label of the deployment that `name` means: `shop` is enough where there is only
    /// one.
    String label(String name) {
        return session().estate().deployment(name).label();
    }

    /// Carries `request` out with its progress shown; Ctrl-C cancels it.
    <R> R carryOut(Request<R> request) throws InterruptedException {
        Session open = session();
        try (Interruption _ = Interruption.ofThisThread(terminal.err());
                ProgressDisplay display = display();
                Observation _ = open.observe(display)) {
            return open.operations().run(request);
        }
    }

    /// Shows what would be done and asks; returns only when the answer is yes.
    ///
    /// @param what in the infinitive, for the question
    void confirm(List<String> shown, String what) throws InterruptedException {
        if (!options.quiet() || !options.yes()) {
            shown.forEach(terminal.err()::println);
        }
        if (!options.yes()) {
            new Question(terminal).mustConfirm(what);
        }
    }

    /// For what touches a protected environment: shows what would be done, and has the name typed.
    void confirmByName(List<String> shown, String name) {
        if (terminal.canAsk()) {
            shown.forEach(terminal.err()::println);
        }
        new Question(terminal).mustName(name);
    }

    private ProgressDisplay display() {
        return options.quiet()
                ? ProgressDisplay.none()
                : ProgressDisplay.on(terminal, errorStyle(), clock);
    }

    /// For what is written to standard error.
    Style errorStyle() {
        return options.noColor()
                ? Style.plain()
                : Style.of(terminal.reaches().err(), terminal.environment());
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
    }
}
