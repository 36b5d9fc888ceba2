package dev.holdfast.cli.command;

import dev.holdfast.cli.progress.Interruption;
import dev.holdfast.practices.branch.OpenBranch;
import dev.holdfast.practices.branch.Parent;
import dev.holdfast.practices.branch.ServeBranch;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `holdfast branch serve`, which `branch open` starts: the process of one branch. Standard input
/// and output are the conversation with whoever started it.
@Command(name = "serve", hidden = true, description = "Serves one branch; see: branch open.")
final class BranchServe implements Action {
    @Parameters(paramLabel = "DATABASE", description = "Such as shop@production.")
    String database = "";

    @Option(names = "--at", required = true, description = "The moment.")
    String at = "";

    @Option(names = "--name", required = true, description = "What it is called.")
    String name = "";

    @Option(names = "--ttl", required = true, description = "How long it lives.")
    String ttl = "";

    @Option(names = "--from", description = "The storage to read from.")
    Optional<String> storage = Optional.empty();

    @Option(names = "--last", description = "Copy everything where it cannot be mounted.")
    boolean last;

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        Duration life = BranchOptions.duration(ttl);
        ServeBranch order =
                new ServeBranch(
                        new OpenBranch(database, at, name, Optional.of(life), storage), life, last);
        PrintStream out = invocation.terminal().out();
        try (Interruption _ = Interruption.ofThisThread(invocation.terminal().err())) {
            invocation
                    .session()
                    .serve(
                            order,
                            new Parent(
                                    invocation.terminal().in(),
                                    line -> {
                                        out.println(line);
                                        out.flush();
                                    }));
        }
        return Answer.of(Map.of("state", "closed"), List.of());
    }
}
