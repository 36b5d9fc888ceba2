/// The hot loops of the vault: bytes in, bytes out. Start reading at [ContainerBuilder] and
/// [ContainerIndex], the two ends of the one form that all encrypted objects have; [FrameCodec]
/// does a single frame. [Extents] say where the bytes of one file lie, and [SectionCodec] is their
/// form on storage. Nothing here knows storages; what does not decode is [DamagedData], and the
/// caller says which object it was.
@NullMarked
package dev.holdfast.vault.pipeline;

import org.jspecify.annotations.NullMarked;
