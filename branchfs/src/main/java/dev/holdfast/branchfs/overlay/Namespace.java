package dev.holdfast.branchfs.overlay;

import dev.holdfast.branchfs.kernel.Errno;
import dev.holdfast.branchfs.kernel.ErrnoException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/// The directories and names of a branch, all in memory; what it stands on is only named, never
/// changed. One operation at a time: they are short, and the kernel remembers their results.
///
/// Names are bytes, each a character. What gives attributes of something by its name counts it as
/// **known** to the kernel, until [#forget] takes that back: what has no name left but is known, a
/// file that is still open, keeps its content. Who may do what is checked by the kernel.
public final class Namespace {
    /// The root's number, as the kernel has it.
    public static final long ROOT = 1;

    private static final int LONGEST_NAME = 255;

    /// As a server wants its data directory.
    private static final int ROOT_PERMISSIONS = 0700;

    private final NewContents contents;
    private final InstantSource clock;
    private final ConcurrentMap<Long, Node> nodes = new ConcurrentHashMap<>();
    private long nextId = ROOT;

    /// Makes the content of new files.
    interface NewContents {
        FileContent empty();
    }

    Namespace(Owner owner, NewContents contents, InstantSource clock) {
        this.contents = contents;
        this.clock = clock;
        add(new Directory(nextId++, Mode.DIRECTORY | ROOT_PERMISSIONS, owner, now(), null));
    }

    private long now() {
        return nanoseconds(clock.instant());
    }

    /// Since 1970.
    public static long nanoseconds(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    private <N extends Node> N add(N node) {
        nodes.put(node.id, node);
        return node;
    }

    synchronized long nextId() {
        return nextId++;
    }

    /// Puts what stands below into its place, before anybody looks.
    synchronized void plant(Directory directory, String name, Node node) {
        directory.put(name, add(node));
        node.links = 1;
    }

    synchronized Directory root() {
        return directoryOf(ROOT);
    }

    private Directory directoryOf(long id) {
        if (nodes.get(id) instanceof Directory directory) {
            return directory;
        }
        throw new IllegalStateException("%d is no directory".formatted(id));
    }

    private Node node(long id) throws ErrnoException {
        Node node = nodes.get(id);
        if (node == null) {
            throw new ErrnoException(Errno.ESTALE, "inode " + id);
        }
        return node;
    }

    private Directory directory(long id) throws ErrnoException {
        if (node(id) instanceof Directory directory) {
            return directory;
        }
        throw new ErrnoException(Errno.ENOTDIR, "inode " + id);
    }

    private static Node child(Directory directory, String name) throws ErrnoException {
        Node node = directory.child(name);
        if (node == null) {
            throw new ErrnoException(Errno.ENOENT, name);
        }
        return node;
    }

    private static Attributes known(Node node) {
        node.lookups++;
        return node.attributes();
    }

    /// What `name` leads to, or null.
    public synchronized @Nullable Attributes find(long directory, String name)
            throws ErrnoException {
        Node node = directory(directory).child(name);
        return node == null ? null : known(node);
    }

    public synchronized Attributes attributes(long id) throws ErrnoException {
        return node(id).attributes();
    }

    /// Does not wait for the others: each read and write asks.
    public FileContent content(long id) throws ErrnoException {
        return switch (node(id)) {
            case FileNode file -> file.content;
            case Directory _ -> throw new ErrnoException(Errno.EISDIR, "inode " + id);
            case LinkNode _, SpecialNode _ -> throw new ErrnoException(Errno.EINVAL, "inode " + id);
        };
    }

    /// Where the symbolic link leads.
    public synchronized String target(long id) throws ErrnoException {
        if (node(id) instanceof LinkNode link) {
            return link.target;
        }
        throw new ErrnoException(Errno.EINVAL, "inode " + id);
    }

    public synchronized Attributes change(long id, AttributeChange change) throws ErrnoException {
        Node node = node(id);
        if (change.dropsPrivileges() && !(node instanceof Directory)) {
            node.mode = Mode.withoutPrivileges(node.mode);
        }
        if (change.permissions() != null) {
            node.mode = (node.mode & Mode.TYPE) | (change.permissions() & Mode.PERMISSIONS);
        }
        node.uid = or(change.uid(), node.uid);
        node.gid = or(change.gid(), node.gid);
        node.accessed = or(change.accessed(), node.accessed);
        node.modified = or(change.modified(), node.modified);
        node.changed = or(change.changed(), now());
        return node.attributes();
    }

    private static int or(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }

    private static long or(@Nullable Long value, long otherwise) {
        return value == null ? otherwise : value;
    }

    /// Says that the file's content was changed. Does not wait for the others.
    public void written(long id, boolean dropsPrivileges) throws ErrnoException {
        Node node = node(id);
        node.touch(now());
        if (dropsPrivileges) {
            change(id, AttributeChange.PRIVILEGES);
        }
    }

    /// A regular file, a directory, a socket or a FIFO, as the mode says.
    public synchronized Attributes create(Creation creation) throws ErrnoException {
        Directory directory = vacancy(creation.directory(), creation.name());
        Owner owner = owner(directory, creation);
        int mode = creation.mode();
        long now = now();
        Node node =
                switch (mode & Mode.TYPE) {
                    case Mode.REGULAR -> new FileNode(nextId++, mode, owner, now, contents.empty());
                    case Mode.DIRECTORY ->
                            new Directory(
                                    nextId++, inherited(directory, mode), owner, now, directory);
                    case Mode.SOCKET, Mode.FIFO -> new SpecialNode(nextId++, mode, owner, now);
                    default -> throw new ErrnoException(Errno.EPERM, creation.name());
                };
        return put(directory, creation.name(), add(node), now);
    }

    /// A symbolic link to `target`.
    public synchronized Attributes createLink(Creation creation, String target)
            throws ErrnoException {
        Directory directory = vacancy(creation.directory(), creation.name());
        long now = now();
        Owner owner = owner(directory, creation);
        return put(
                directory, creation.name(), add(new LinkNode(nextId++, owner, now, target)), now);
    }

    private Directory vacancy(long id, String name) throws ErrnoException {
        Directory directory = directory(id);
        if (name.length() > LONGEST_NAME) {
            throw new ErrnoException(Errno.ENAMETOOLONG, name);
        }
        if (directory.child(name) != null) {
            throw new ErrnoException(Errno.EEXIST, name);
        }
        if (directory.links == 0) {
            throw new ErrnoException(Errno.ENOENT, name);
        }
        return directory;
    }

    private static Owner owner(Directory directory, Creation creation) {
        boolean inherits = (directory.mode & Mode.SET_GROUP) != 0;
        return new Owner(creation.uid(), inherits ? directory.gid : creation.gid());
    }

    private static int inherited(Directory directory, int mode) {
        return mode | (directory.mode & Mode.SET_GROUP);
    }

    private static Attributes put(Directory directory, String name, Node node, long now) {
        directory.put(name, node);
        directory.touch(now);
        return known(node);
    }

    /// Another name for a file.
    public synchronized Attributes link(long id, long directory, String name)
            throws ErrnoException {
        Node node = node(id);
        if (node instanceof Directory) {
            throw new ErrnoException(Errno.EPERM, name);
        }
        Directory target = vacancy(directory, name);
        node.links++;
        node.changed = now();
        return put(target, name, node, now());
    }

    public synchronized void unlink(long directory, String name) throws ErrnoException {
        Directory parent = directory(directory);
        Node node = child(parent, name);
        if (node instanceof Directory) {
            throw new ErrnoException(Errno.EISDIR, name);
        }
        remove(parent, name, node);
    }

    public synchronized void removeDirectory(long directory, String name) throws ErrnoException {
        Directory parent = directory(directory);
        Node node = child(parent, name);
        requireReplaceable(node, true, name);
        remove(parent, name, node);
    }

    private static void requireReplaceable(Node node, boolean byDirectory, String name)
            throws ErrnoException {
        if (byDirectory && !(node instanceof Directory)) {
            throw new ErrnoException(Errno.ENOTDIR, name);
        }
        if (node instanceof Directory directory && !byDirectory) {
            throw new ErrnoException(Errno.EISDIR, name + " in " + directory.parent.id);
        }
        if (node instanceof Directory directory && !directory.isEmpty()) {
            throw new ErrnoException(Errno.ENOTEMPTY, name);
        }
    }

    private void remove(Directory parent, String name, Node node) {
        parent.remove(name);
        parent.touch(now());
        lose(node);
    }

    /// A name of `node` is gone.
    private void lose(Node node) {
        node.links = node instanceof Directory ? 0 : node.links - 1;
        node.changed = now();
        discardUnknown(node);
    }

    private void discardUnknown(Node node) {
        if (node.links == 0 && node.lookups <= 0) {
            nodes.remove(node.id);
            node.discard();
        }
    }

    /// Where a name goes, and where to.
    ///
    /// @param replaces whether what has the new name goes; else that is an error
    public record Move(
            long directory, String name, long newDirectory, String newName, boolean replaces) {}

    public synchronized void rename(Move move) throws ErrnoException {
        Directory from = directory(move.directory());
        Directory to = directory(move.newDirectory());
        Node node = child(from, move.name());
        Node former = to.child(move.newName());
        if (node == former) {
            return;
        }
        if (former != null && !move.replaces()) {
            throw new ErrnoException(Errno.EEXIST, move.newName());
        }
        if (former == null) {
            vacancy(move.newDirectory(), move.newName());
        } else {
            requireReplaceable(former, node instanceof Directory, move.newName());
        }
        from.remove(move.name());
        to.put(move.newName(), node);
        from.touch(now());
        to.touch(now());
        node.changed = now();
        if (former != null) {
            lose(former);
        }
    }

    /// Takes what a listing gives.
    public interface Listing {
        /// @param cookie from which to go on behind this name
        /// @return whether there was room for it
        boolean add(String name, long cookie, Attributes attributes);
    }

    /// Lists the directory behind `cookie`; 0 is before the first. `.` and `..` come first, and are
    /// not counted as known; nor are the others.
    public synchronized void list(long id, long cookie, Listing listing) throws ErrnoException {
        Directory directory = directory(id);
        if (cookie < 1 && !listing.add(".", 1, directory.attributes())) {
            return;
        }
        if (cookie < 2 && !listing.add("..", 2, directory.parent.attributes())) {
            return;
        }
        for (Directory.Entry entry : directory.after(Math.max(cookie, 2))) {
            if (!listing.add(entry.name(), entry.cookie(), entry.node().attributes())) {
                return;
            }
        }
    }

    /// Counts what a listing has told the kernel of as known.
    public synchronized void listed(long id) {
        Node node = nodes.get(id);
        if (node != null) {
            node.lookups++;
        }
    }

    /// The kernel does not know `id` any more, as often as `count` says.
    public synchronized void forget(long id, long count) {
        Node node = nodes.get(id);
        if (node != null) {
            node.lookups -= count;
            discardUnknown(node);
        }
    }
}
