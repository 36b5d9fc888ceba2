package dev.holdfast.vault;

import dev.holdfast.vault.pipeline.StoredObject;

/// Where a section, the extents of one file at one snapshot, stands: a part of a frame of a map.
record SectionRef(StoredObject map, int frame, int offset, int length) {}
