package dev.holdfast.branchfs.overlay;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Names, and what they lead to.
///
/// Each name has a **cookie** that grows with each new one and never comes again: a listing goes on
/// behind the last cookie that it has seen, whatever was added or removed meanwhile.
final class Directory extends Node {
    /// `.` and `..` have those before.
    static final long FIRST_COOKIE = 3;

    private final Map<String, Entry> byName = new HashMap<>();
    private final NavigableMap<Long, Entry> byCookie = new TreeMap<>();
    private long nextCookie = FIRST_COOKIE;

    Directory parent;

    record Entry(String name, long cookie, Node node) {}

    @SuppressWarnings({"this-escape", "NullAway"}) // the root is its own parent
    Directory(long id, int mode, Owner owner, long now, @Nullable Directory parent) {
        super(id, mode, owner, now);
        this.parent = parent == null ? this : parent;
    }

    @Nullable Node child(String name) {
        Entry entry = byName.get(name);
        return entry == null ? null : entry.node();
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    /// In place of what had the name.
    void put(String name, Node node) {
        remove(name);
        Entry entry = new Entry(name, nextCookie++, node);
        byName.put(name, entry);
        byCookie.put(entry.cookie(), entry);
        if (node instanceof Directory directory) {
            directory.parent = this;
        }
    }

    void remove(String name) {
        Entry entry = byName.remove(name);
        if (entry != null) {
            byCookie.remove(entry.cookie());
        }
    }

    Collection<Entry> after(long cookie) {
        return byCookie.tailMap(cookie, false).values();
    }
}
