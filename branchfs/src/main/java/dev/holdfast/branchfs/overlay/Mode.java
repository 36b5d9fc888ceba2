package dev.holdfast.branchfs.overlay;

/// The mode of a file: its type, and who may do what; see inode(7).
public final class Mode {
    public static final int TYPE = 0170000;
    public static final int DIRECTORY = 0040000;
    public static final int REGULAR = 0100000;
    public static final int LINK = 0120000;
    public static final int FIFO = 0010000;
    public static final int SOCKET = 0140000;
    public static final int PERMISSIONS = 07777;

    static final int SET_USER = 04000;
    static final int SET_GROUP = 02000;
    static final int GROUP_EXECUTE = 0010;

    private Mode() {}

    /// As the kernel does when somebody writes: set-group-id without the right to execute means
    /// something else.
    static int withoutPrivileges(int mode) {
        int user = mode & ~SET_USER;
        return (mode & GROUP_EXECUTE) == 0 ? user : user & ~SET_GROUP;
    }
}
