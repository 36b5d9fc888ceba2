package dev.holdfast.branchfs.overlay;

/// A socket or a FIFO: only its name and mode are ours, the rest is the kernel's.
final class SpecialNode extends Node {
    SpecialNode(long id, int mode, Owner owner, long now) {
        super(id, mode, owner, now);
    }
}
