/// What a server says about itself: its facts, its configuration outside the data directory, and
/// what stands between a role and a snapshot. [SnapshotNeeds] is the one list of what a snapshot
/// uses, by version; the check, the GRANTs and the statements follow it.
@NullMarked
package dev.holdfast.engines.postgres.catalog;

import org.jspecify.annotations.NullMarked;
