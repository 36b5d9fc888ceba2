/// What commands work with, built by the application when a command first asks for it, so that
/// `--help` and `--version` open neither a file nor a database. Start reading at [Workplace].
@NullMarked
package dev.holdfast.cli.workplace;

import org.jspecify.annotations.NullMarked;
