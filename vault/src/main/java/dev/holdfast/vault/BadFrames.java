package dev.holdfast.vault;

import java.util.BitSet;

/// Which frames of a damaged object cannot be had.
///
/// @param all every one of them
record BadFrames(boolean all, BitSet frames) {
    static BadFrames everyOne() {
        return new BadFrames(true, new BitSet());
    }

    boolean has(int frame) {
        return all || frames.get(frame);
    }
}
