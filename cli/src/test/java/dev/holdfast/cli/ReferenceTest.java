package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.command.Action;
import dev.holdfast.cli.command.HoldfastCommand;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// What is said about the commands elsewhere agrees with the commands.
class ReferenceTest {
    private static final Path PAGE = Path.of("../docs/reference/cli.md");

    private static List<CommandLine> commands() {
        List<CommandLine> commands = new ArrayList<>();
        collect(Grammar.of(new HoldfastCommand()), commands);
        return commands;
    }

    private static void collect(CommandLine command, List<CommandLine> into) {
        into.add(command);
        command.getSubcommands().values().stream()
                .filter(each -> !each.getCommandSpec().usageMessage().hidden())
                .forEach(each -> collect(each, into));
    }

    private static boolean isGroup(CommandLine command) {
        return !(command.getCommand() instanceof Action);
    }

    @Test
    void thePageNamesEveryCommandAndOption() throws Exception {
        String page = Files.readString(PAGE);
        for (CommandLine command : commands()) {
            String name = command.getCommandSpec().qualifiedName();
            assertThat(isGroup(command) || page.contains("### `" + name)).as(name).isTrue();
            for (OptionSpec option : command.getCommandSpec().options()) {
                assertThat(page).as(name).contains(option.longestName());
            }
        }
    }

    @Test
    void everyHelpHasAnExampleAndItsExitCodes() {
        for (CommandLine command : commands()) {
            String help = command.getUsageMessage();
            assertThat(help.lines()).allMatch(line -> line.length() <= 80);
            if (!isGroup(command)) {
                assertThat(help).contains("Example:").contains("Exit codes:");
            }
        }
    }

    @Test
    void everyCommandOfTheRootHasAGroup() {
        assertThat(Grammar.GROUPS.stream().flatMap(group -> group.commands().stream()))
                .containsExactlyInAnyOrderElementsOf(
                        Grammar.of(new HoldfastCommand()).getSubcommands().keySet());
    }

    @Test
    void everyCommandOfTheRootIsFoundByItsName() {
        assertThat(Grammar.of(new HoldfastCommand()).getSubcommands())
                .allSatisfy(
                        (name, command) -> assertThat(command.getCommandName()).isEqualTo(name));
    }

    @Test
    void bashCompletesCommandsAndOptions(@TempDir Path directory) throws Exception {
        CommandLineFixture commandLine =
                new CommandLineFixture(new IllegalStateException("nothing is opened"));
        commandLine.run("completion", "bash");
        Path script = Files.writeString(directory.resolve("completion"), commandLine.out());
        assertThat(bash(script, "holdfast", "backup", "pro")).contains("prove");
        assertThat(bash(script, "holdfast", "--json", "backup", "restore", "--ta"))
                .contains("--tablespace");
    }

    private static String bash(Path script, String... words) throws Exception {
        String typed = String.join(" ", words);
        String program =
                "source %s; COMP_WORDS=(%s); COMP_CWORD=%d; _holdfast; echo \"${COMPREPLY[@]}\""
                        .formatted(script, typed, words.length - 1);
        Process bash = new ProcessBuilder("bash", "-c", program).redirectErrorStream(true).start();
        return new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
