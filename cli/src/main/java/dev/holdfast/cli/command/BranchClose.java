package dev.holdfast.cli.command;

import dev.holdfast.practices.branch.BranchList;
import dev.holdfast.practices.branch.CloseBranch;
import dev.holdfast.practices.branch.ClosedBranch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `holdfast branch close`
@Command(
        name = "close",
        description = "Ends branches and deletes what belongs to them.",
        footer = {
            "",
            "Example:",
            "  holdfast branch close shop-3f2a",
            "  holdfast branch close --all",
            "",
            "Exit codes: 0 closed; 2 no such branch; 3 configuration; 5 it belongs to",
            "  another user.",
        })
final class BranchClose implements Action {
    @ArgGroup(exclusive = true, multiplicity = "1")
    Which which = new Which();

    static final class Which {
        @Parameters(paramLabel = "NAME", description = "As branch list shows it.")
        Optional<String> name = Optional.empty();

        @Option(names = "--all", description = "All of them.")
        boolean all;
    }

    @Override
    public Answer run(Invocation invocation) throws InterruptedException {
        List<ClosedBranch> closed = new ArrayList<>();
        for (String name : names(invocation)) {
            closed.add(invocation.carryOut(new CloseBranch(name)));
        }
        return Answer.of(Map.of("closed", closed), closed.stream().map(BranchClose::line).toList());
    }

    private List<String> names(Invocation invocation) {
        return which.all
                ? invocation.session().branchList().branches().stream()
                        .map(BranchList.Line::name)
                        .toList()
                : List.of(which.name.orElse(""));
    }

    private static String line(ClosedBranch branch) {
        return branch.forced()
                ? "closed %s; its process had to be killed".formatted(branch.name())
                : "closed " + branch.name();
    }
}
