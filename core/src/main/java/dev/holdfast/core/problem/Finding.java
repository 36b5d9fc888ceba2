package dev.holdfast.core.problem;

/// Something that a check found, with what to do about it.
///
/// @param subject the object it is about: a server, a storage, an option
/// @param message what is so, lower case, no full stop
/// @param remedy what to type now; statements for a server are complete SQL
public record Finding(
        Severity severity, String code, String subject, String message, String remedy) {

    public enum Severity {
        /// Good to know; nothing needs doing.
        NOTE,
        /// Works, but not as well or as safely as it could.
        WARNING,
        /// What was asked for cannot work until this is mended.
        ERROR
    }
}
