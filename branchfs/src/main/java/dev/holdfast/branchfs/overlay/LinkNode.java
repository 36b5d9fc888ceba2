package dev.holdfast.branchfs.overlay;

/// A symbolic link.
final class LinkNode extends Node {
    final String target;

    LinkNode(long id, Owner owner, long now, String target) {
        super(id, Mode.LINK | 0777, owner, now);
        this.target = target;
    }

    @Override
    long size() {
        return target.length();
    }
}
