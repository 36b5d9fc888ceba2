package dev.holdfast.branchfs.overlay;

/// A regular file.
final class FileNode extends Node {
    final FileContent content;

    FileNode(long id, int mode, Owner owner, long now, FileContent content) {
        super(id, mode, owner, now);
        this.content = content;
    }

    @Override
    long size() {
        return content.size();
    }

    @Override
    void discard() {
        content.discard();
    }
}
