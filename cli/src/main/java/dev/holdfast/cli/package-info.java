/// The command line. A command is: parse the arguments, make a request record, hand it to
/// `Operations.run`, render the result. [HoldfastCommandLine] is the edge: it parses, runs one
/// command, prints its answer or its problem, and gives the exit code.
///
/// The packages: `command` holds one small class per command, `terminal` renders text, tables,
/// figures and JSON, `progress` shows running operations, and `workplace` is what the commands work
/// with; the application implements it.
@NullMarked
package dev.holdfast.cli;

import org.jspecify.annotations.NullMarked;
