package dev.holdfast.vault;

/// The plain `vault.json`.
///
/// @param format of the whole vault
/// @param id a UUID
/// @param created in ISO form
record Identity(int format, String id, String created) {
    static final int FORMAT = 1;
}
