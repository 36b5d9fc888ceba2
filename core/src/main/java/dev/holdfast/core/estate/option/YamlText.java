package dev.holdfast.core.estate.option;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// The text of a file on its way to [Value]s: turns the parser's complaints into ours.
final class YamlText {
    private static final Pattern UNQUOTED_SECRET = Pattern.compile("\\$\\{[^}]*}");

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern SECRET = Pattern.compile("\\$\\{(env|file):[^}]+}");

    private final Document document;
    private final String text;

    YamlText(Document document, String text) {
        this.document = document;
        this.text = text;
    }

    Optional<Value> compose() {
        LoadSettings settings =
                LoadSettings.builder()
                        .setLabel("holdfast.yaml")
                        .setAllowDuplicateKeys(true) // all of them are reported with the rest
                        .setAllowNonScalarKeys(true)
                        .build();
        try {
            return new Compose(settings)
                    .composeString(text)
                    .map(node -> new Value(document, node, ""));
        } catch (MarkedYamlEngineException e) {
            syntax(e);
        } catch (ReaderException e) {
            unreadable(e);
        } catch (YamlEngineException e) {
            document.wrong(1, 1, "", "this is not YAML: " + firstLine(e));
        }
        return Optional.empty();
    }

    private void syntax(MarkedYamlEngineException e) {
        Optional<Mark> at = e.getProblemMark().or(e::getContextMark);
        int line = at.map(Mark::getLine).orElse(0) + 1;
        int column = at.map(Mark::getColumn).orElse(0) + 1;
        Optional<Matcher> secret = unquotedSecret(line, column);
        if (secret.isPresent()) {
            String found = secret.get().group();
            String shown = SECRET.matcher(found).matches() ? found : "${env:VARIABLE}";
            document.wrong(
                    line,
                    secret.get().start() + 1,
                    "",
                    "${…} stands unquoted inside { }; write it in quotes: \"" + shown + '"');
        } else {
            document.wrong(line, column, "", complaint(e));
        }
    }

    /// `${env:X}` without quotes inside `{}` makes YAML see a mapping inside a mapping. The parser
    /// then stops at its brace.
    private Optional<Matcher> unquotedSecret(int line, int column) {
        List<String> lines = text.lines().toList();
        if (line > lines.size()) {
            return Optional.empty();
        }
        Matcher matcher = UNQUOTED_SECRET.matcher(lines.get(line - 1));
        while (matcher.find()) {
            if (matcher.start() < column && column <= matcher.end()) {
                return Optional.of(matcher);
            }
        }
        return Optional.empty();
    }

    private static String complaint(MarkedYamlEngineException e) {
        String problem = e.getProblem() == null ? "" : visible(e.getProblem());
        if (problem.contains("TAB")) {
            return "a tab stands where blanks must be; indent with blanks";
        }
        if (problem.contains("another document")) {
            return "a second document begins; keep one document, without ---";
        }
        if (problem.contains("cannot start any token")) {
            return problem.replaceFirst("\\.? \\(Do not.*", "") + "; put the value in quotes";
        }
        if (problem.contains("mapping values are not allowed here")) {
            return "a colon where no option can begin; check the indentation, and put values that"
                    + " contain a colon and a blank in quotes";
        }
        String context = e.getContext() == null ? "" : visible(e.getContext()) + " ";
        return "this is not YAML: " + context + problem + "; check indentation and quotes";
    }

    private void unreadable(ReaderException e) {
        int position = Math.clamp(e.getPosition(), 0, text.length());
        String before = text.substring(0, position);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int column = position - before.lastIndexOf('\n');
        document.wrong(
                line,
                column,
                "",
                "a control character ("
                        + String.format("U+%04X", e.getCodePoint())
                        + ") stands here; delete it");
    }

    /// The parser quotes the character that it met, a line end too.
    private static String visible(String text) {
        return CONTROL.matcher(text)
                .replaceAll(found -> String.format("U+%04X", found.group().codePointAt(0)));
    }

    private static String firstLine(YamlEngineException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
