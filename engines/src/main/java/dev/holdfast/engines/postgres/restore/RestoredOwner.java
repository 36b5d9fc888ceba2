package dev.holdfast.engines.postgres.restore;

import dev.holdfast.engines.postgres.runner.ServerUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Who owns a restored directory. Files belong to whoever runs the restore; PostgreSQL refuses
/// root, so root gives them away: to the directory's owner, else to its parent's, else to the user
/// `postgres` where there is one. The first of these that is not root.
final class RestoredOwner {

    private static final int ROOT = 0;

    private RestoredOwner() {}

    /// Empty when nothing is to be given away.
    static Optional<ServerUser> of(Path directory) throws IOException {
        if (!ServerUser.isRoot()) {
            return Optional.empty();
        }
        Optional<ServerUser> former = ownerOf(directory);
        Path parent = directory.toAbsolutePath().getParent();
        if (former.isEmpty() && parent != null) {
            former = ownerOf(parent);
        }
        return former.isPresent() ? former : ServerUser.named("postgres");
    }

    private static Optional<ServerUser> ownerOf(Path path) throws IOException {
        int uid = (int) Files.getAttribute(path, "unix:uid");
        int gid = (int) Files.getAttribute(path, "unix:gid");
        return uid == ROOT
                ? Optional.empty()
                : Optional.of(new ServerUser("uid " + uid, uid, gid, false));
    }
}
