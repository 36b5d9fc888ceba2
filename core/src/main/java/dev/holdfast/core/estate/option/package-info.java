/// The language of `holdfast.yaml`, described as data. An [Option] says what a key of a mapping is
/// for and which [OptionType] its value has; from the same description come the reader with its
/// errors, the JSON Schema, and the check that the reference page names everything.
///
/// The flow: a [Document] composes the file and keeps what is wrong with it; a [Value] is one place
/// in it; an [OptionType] reads a [Value]; a [MappingType] reads all its options into
/// [OptionValues] and builds a record from them, when nothing in it is wrong.
@NullMarked
package dev.holdfast.core.estate.option;

import org.jspecify.annotations.NullMarked;
