package dev.holdfast.vault;

import dev.holdfast.core.storage.ObjectInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which forms of packs are not needed any more, because another form of the same pack stays that
/// holds everything that is used of it.
///
/// @param superseded keys of packs and remnants
record Forms(Set<String> superseded) {
    Forms {
        superseded = Set.copyOf(superseded);
    }

    boolean isSuperseded(ObjectInfo info) {
        return superseded.contains(info.key());
    }

    /// One object that holds frames of a pack.
    ///
    /// @param suffices whether it holds all that is used
    /// @param isCondemned whether somebody is about to delete it
    record Form(String key, long sizeBytes, boolean suffices, boolean isCondemned) {}

    /// All but one that suffices and that nobody is about to delete; none where there is no such
    /// one. Of several the smallest stays: so everybody comes to the same end.
    static Set<String> superseded(List<Form> forms) {
        @Nullable Form keeper = null;
        for (Form form : forms) {
            if (form.suffices() && !form.isCondemned() && isBetter(form, keeper)) {
                keeper = form;
            }
        }
        Set<String> superseded = new HashSet<>();
        for (Form form : forms) {
            if (keeper != null && !form.equals(keeper)) {
                superseded.add(form.key());
            }
        }
        return superseded;
    }

    private static boolean isBetter(Form form, @Nullable Form than) {
        return than == null
                || form.sizeBytes() < than.sizeBytes()
                || (form.sizeBytes() == than.sizeBytes() && form.key().compareTo(than.key()) < 0);
    }
}
