/// How a running operation looks, and how it is interrupted. [ProgressDisplay] chooses between a
/// [LiveDisplay], one line on a terminal that is redrawn, and a [LineDisplay] for everything else.
/// Both hear of an operation's events and poll its counters; what they write goes to standard
/// error.
@NullMarked
package dev.holdfast.cli.progress;

import org.jspecify.annotations.NullMarked;
