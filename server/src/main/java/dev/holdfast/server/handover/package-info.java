/// Work that a command hands over to the daemon, through a Unix domain socket that only the owner
/// of the state directory can open. One conversation is one operation: lines of JSON, one message
/// each ([Message]); the command asks, the daemon tells how it goes and at last the result.
///
/// A command whose terminal goes away does not end the work; Ctrl-C does.
@NullMarked
package dev.holdfast.server.handover;

import org.jspecify.annotations.NullMarked;
