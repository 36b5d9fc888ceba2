/// A database engine in memory, for tests of everything above the engine port: [SyntheticServer]
/// has files that change, vanish and shrink when told to; [PlainDirectories] is its restored side.
@NullMarked
package dev.holdfast.testkit.engine;

import org.jspecify.annotations.NullMarked;
