package dev.holdfast.branchfs.overlay;

import dev.holdfast.branchfs.tree.LazyTree;
import dev.holdfast.branchfs.tree.TreeEntry;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// Puts the entries of a tree into an empty namespace.
final class Planting {
    private final Namespace namespace;
    private final Owner owner;
    private final Function<Below, FileContent> contents;
    private final Health health;
    private final Map<String, Directory> directories = new HashMap<>();

    Planting(
            Namespace namespace,
            Owner owner,
            Function<Below, FileContent> contents,
            Health health) {
        this.namespace = namespace;
        this.owner = owner;
        this.contents = contents;
        this.health = health;
        directories.put("", namespace.root());
    }

    void plant(LazyTree tree) {
        tree.entries().forEach(this::plant);
    }

    private void plant(TreeEntry entry) {
        int slash = entry.path().lastIndexOf('/');
        Directory parent = directories.get(slash < 0 ? "" : entry.path().substring(0, slash));
        if (parent == null) {
            throw new IllegalStateException("%s stands in no directory".formatted(entry.path()));
        }
        Node node = node(entry, parent);
        if (node instanceof Directory directory) {
            directories.put(entry.path(), directory);
        }
        namespace.plant(parent, bytes(entry.path().substring(slash + 1)), node);
    }

    private Node node(TreeEntry entry, Directory parent) {
        long id = namespace.nextId();
        return switch (entry) {
            case TreeEntry.Directory(String _, int permissions, var modified) ->
                    new Directory(
                            id,
                            Mode.DIRECTORY | permissions,
                            owner,
                            Namespace.nanoseconds(modified),
                            parent);
            case TreeEntry.SymbolicLink(String _, String target, var modified) ->
                    new LinkNode(id, owner, Namespace.nanoseconds(modified), bytes(target));
            case TreeEntry.RegularFile file -> file(id, file);
        };
    }

    private Node file(long id, TreeEntry.RegularFile file) {
        Below below = new Below(file.path(), file.sizeBytes(), file.content(), health);
        return new FileNode(
                id,
                Mode.REGULAR | file.permissions(),
                owner,
                Namespace.nanoseconds(file.modified()),
                contents.apply(below));
    }

    /// As the namespace has names.
    private static String bytes(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
