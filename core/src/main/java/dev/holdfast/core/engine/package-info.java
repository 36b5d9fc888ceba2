/// The port to database engines. Start reading at [Engine]: it reaches a [Server], whose
/// [PhysicalSource] feeds one snapshot; a [DataDirectories] puts a snapshot back; a [ServerRunner]
/// starts a server on it, and a [RunningServer] is audited.
@NullMarked
package dev.holdfast.core.engine;

import org.jspecify.annotations.NullMarked;
