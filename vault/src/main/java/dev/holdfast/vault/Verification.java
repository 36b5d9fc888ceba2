package dev.holdfast.vault;

import java.util.List;

/// Rung 0 for one snapshot in one storage: is everything there, and whole.
///
/// @param objects how many the snapshot needs
/// @param bytes their size as stored
/// @param hashed whether each was read and its hash compared, or only its presence and size
public record Verification(long objects, long bytes, boolean hashed, List<Damage> damages) {
    public Verification {
        damages = List.copyOf(damages);
    }

    public boolean isWell() {
        return damages.isEmpty();
    }

    /// @param object the key in the storage
    /// @param what is wrong with it
    /// @param affected what it takes with it, such as `base/5/16384 pages 16–31`; at most
    ///   [#MOST_AFFECTED] lines, and one that says how many more
    public record Damage(String object, String what, List<String> affected) {
        public static final int MOST_AFFECTED = 100;

        public Damage {
            affected = List.copyOf(affected);
        }

        @Override
        public String toString() {
            return object
                    + ": "
                    + what
                    + (affected.isEmpty() ? "" : "; affects " + String.join(", ", affected));
        }
    }
}
