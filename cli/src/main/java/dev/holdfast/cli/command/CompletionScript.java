package dev.holdfast.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Writes completion scripts from the commands themselves, one line per command: what can follow
/// it. Files are completed where nothing else fits.
final class CompletionScript {
    private CompletionScript() {}

    /// What can follow the words `path`, such as `backup run`.
    private record Node(String path, List<String> followers) {}

    static String bash(CommandSpec root) {
        return BASH.replace("@CASES@", cases(root));
    }

    static String zsh(CommandSpec root) {
        return ZSH.replace("@CASES@", cases(root));
    }

    static String fish(CommandSpec root) {
        StringBuilder script = new StringBuilder(FISH);
        for (Node node : nodes(root)) {
            script.append("complete -c holdfast -n '__holdfast_at \"")
                    .append(node.path())
                    .append("\"' -a '")
                    .append(String.join(" ", node.followers()))
                    .append("'\n");
        }
        return script.toString();
    }

    private static String cases(CommandSpec root) {
        StringBuilder cases = new StringBuilder();
        for (Node node : nodes(root)) {
            cases.append("        \"")
                    .append(node.path())
                    .append("\") words=\"")
                    .append(String.join(" ", node.followers()))
                    .append("\" ;;\n");
        }
        return cases.toString();
    }

    private static List<Node> nodes(CommandSpec root) {
        List<Node> nodes = new ArrayList<>();
        collect(root, "", nodes);
        return nodes;
    }

    private static void collect(CommandSpec spec, String path, List<Node> into) {
        Set<String> followers = new LinkedHashSet<>(Subcommands.shown(spec.subcommands()).keySet());
        spec.options().stream()
                .map(OptionSpec::names)
                .flatMap(Stream::of)
                .filter(name -> name.startsWith("--"))
                .forEach(followers::add);
        into.add(new Node(path, List.copyOf(followers)));
        Subcommands.shown(spec.subcommands())
                .forEach((name, command) ->
                        collect(spec(command), (path + " " + name).strip(), into));
    }

    private static CommandSpec spec(CommandLine command) {
        return command.getCommandSpec();
    }

    /// Finds the deepest command among the words typed so far; works in bash 3 too.
    private static final String BASH =
            """
            # bash completion for holdfast: source <(holdfast completion bash)
            _holdfast_words() {
                local words=
                case "$1" in
            @CASES@    esac
                printf '%s' "$words"
            }
            _holdfast() {
                local path= word i
                for ((i = 1; i < COMP_CWORD; i++)); do
                    word=${COMP_WORDS[i]}
                    case "$word" in -*) continue ;; esac
                    if [ -n "$(_holdfast_words "${path:+$path }$word")" ]; then
                        path="${path:+$path }$word"
                    fi
                done
                COMPREPLY=($(compgen -W "$(_holdfast_words "$path")" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _holdfast holdfast
            """;

    private static final String ZSH =
            """
            #compdef holdfast
            # zsh completion for holdfast: source <(holdfast completion zsh)
            _holdfast_words() {
                local words=
                case "$1" in
            @CASES@    esac
                printf '%s' "$words"
            }
            _holdfast() {
                local at= word i
                for ((i = 2; i < CURRENT; i++)); do
                    word=${words[i]}
                    case "$word" in -*) continue ;; esac
                    if [ -n "$(_holdfast_words "${at:+$at }$word")" ]; then
                        at="${at:+$at }$word"
                    fi
                done
                local -a choices
                choices=(${=$(_holdfast_words "$at")})
                compadd -a choices || _files
            }
            compdef _holdfast holdfast
            """;

    private static final String FISH =
            """
            # fish completion for holdfast: holdfast completion fish | source
            function __holdfast_at
                set -l typed (commandline -opc)
                set -l known
                for word in $typed[2..-1]
                    string match -q -- '-*' $word; or set known $known $word
                end
                test (string join ' ' $known) = "$argv[1]"
            end
            """;
}
