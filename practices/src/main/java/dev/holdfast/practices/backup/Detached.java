package dev.holdfast.practices.backup;

import java.util.List;

/// What Holdfast keeps on a server, and what becomes of it.
///
/// @param slots of this vault: what is removed
/// @param schema whether there is the schema of the probe, which is removed
/// @param others slots of other vaults, which stay
public record Detached(
        String server, String address, List<SlotLine> slots, boolean schema, List<String> others) {
    public Detached {
        slots = List.copyOf(slots);
        others = List.copyOf(others);
    }

    public boolean isNothing() {
        return slots.isEmpty() && !schema;
    }

    /// @param retainedBytes how much log the server keeps for it
    public record SlotLine(String name, long retainedBytes) {}
}
