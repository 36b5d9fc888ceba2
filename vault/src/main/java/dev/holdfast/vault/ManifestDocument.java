package dev.holdfast.vault;

import dev.holdfast.vault.pipeline.Name;
import java.util.List;

/// What the object of a snapshot holds: the manifest, and everything it leads to.
///
/// @param lists the file list of each directory that has files
/// @param wal in order, without holes
record ManifestDocument(int format, Manifest manifest, List<ListRef> lists, List<WalPart> wal) {
    static final int FORMAT = 1;

    /// @param directory empty for the data directory itself
    /// @param name of the list object, 32 hexadecimal digits
    record ListRef(String directory, String name) {
        ListRef {
            Name.parse(name);
        }

        String key() {
            return ObjectKeys.list(Name.parse(name));
        }

        /// For people.
        String where() {
            return directory.isEmpty() ? "the top directory" : directory;
        }
    }

    ManifestDocument {
        lists = List.copyOf(lists);
        wal = List.copyOf(wal);
    }
}
