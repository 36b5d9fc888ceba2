/// Text for people and JSON for scripts. A [Terminal] says what the output can do; [Style] colours
/// where that is allowed, and never says anything by colour alone; [Table] keeps to the width;
/// [Figures] writes sizes, durations and times; [JsonDocument] writes what scripts rely on.
@NullMarked
package dev.holdfast.cli.terminal;

import org.jspecify.annotations.NullMarked;
