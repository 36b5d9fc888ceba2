package dev.holdfast.core.estate.option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// One place of the file: what stands there, and where.
public final class Value {
    private final Document document;
    private final Node node;
    private final String path;

    Value(Document document, Node node, String path) {
        this.document = document;
        this.node = node;
        this.path = path;
    }

    /// Reports a mistake.
    ///
    /// @param what what is wrong
    /// @param instead what would be right
    public void wrong(String what, String instead) {
        document.wrong(node.getStartMark(), path, what, instead);
    }

    /// Such as `databases[0].in.production.url`; empty for the whole file.
    public String path() {
        return path;
    }

    /// The line, from 1.
    public int line() {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    /// `path` as the file means it: relative to the file's directory, `~/` to the user's home.
    public Path resolve(String path) {
        return document.resolve(path);
    }

    /// The names of `kind` that the file declares.
    public List<String> declared(String kind) {
        return document.declared(kind);
    }

    /// The text of a scalar that is not null.
    public Optional<String> text() {
        return node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)
                ? Optional.of(scalar.getValue())
                : Optional.empty();
    }

    /// Whether it is written without quotes.
    public boolean isPlain() {
        return node instanceof ScalarNode scalar && scalar.isPlain();
    }

    public boolean isMapping() {
        return node instanceof MappingNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /// Whether nothing stands there, as in `key:` alone.
    public boolean isNothing() {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
    }

    /// The kind of thing that stands there, for messages about values that may be secret.
    public String kind() {
        return switch (node) {
            case MappingNode mapping -> "a mapping";
            case SequenceNode sequence -> "a list";
            default -> isNothing() ? "nothing" : "text";
        };
    }

    /// What stands there, for messages: text in quotes, or the kind of thing.
    public String shown() {
        return text().map(text -> '"' + text + '"').orElseGet(this::kind);
    }

    /// The items of a list; none when it is something else.
    public List<Value> items() {
        List<Value> items = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                items.add(new Value(document, item, path + "[" + items.size() + "]"));
            }
        }
        return items;
    }

    /// The entries of a mapping in the order of the file; none when it is something else.
    public List<Entry> entries() {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream().map(this::entry).toList()
                : List.of();
    }

    /// The value of `key` in a mapping.
    public Optional<Value> find(String key) {
        return entries().stream()
                .filter(entry -> entry.key().text().orElse("").equals(key))
                .map(Entry::value)
                .findFirst();
    }

    private Entry entry(NodeTuple tuple) {
        String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
        String below = path.isEmpty() ? key : path + "." + key;
        return new Entry(
                new Value(document, tuple.getKeyNode(), below),
                new Value(document, tuple.getValueNode(), below));
    }

    /// Remembers that this option is not carried out by this version.
    void noteLater() {
        document.noteLater(path.substring(path.lastIndexOf('.') + 1));
    }

    Document document() {
        return document;
    }

    /// One key of a mapping and what it has.
    public record Entry(Value key, Value value) {}
}
