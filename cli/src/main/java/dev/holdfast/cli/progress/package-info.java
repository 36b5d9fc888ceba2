/// How a running operation looks: a live bar on a terminal, plain lines elsewhere; and how it is
/// interrupted.
@NullMarked
package dev.holdfast.cli.progress;

import org.jspecify.annotations.NullMarked;
