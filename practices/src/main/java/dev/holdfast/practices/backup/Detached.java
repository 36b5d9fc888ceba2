package dev.holdfast.practices.backup;

import java.util.List;

/// What Holdfast keeps on a server, and what becomes of it.
///
/// @param slots of this vault: what is removed
/// @param others slots of other vaults, which stay
public record Detached(String server, String address, List<SlotLine> slots, List<String> others) {
    public Detached {
        slots = List.copyOf(slots);
        others = List.copyOf(others);
    }

    /// @param retainedBytes how much log the server keeps for it
    public record SlotLine(String name, long retainedBytes) {}
}
