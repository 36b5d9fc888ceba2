/// What every storage gets around it: [Metered] counts, [Throttled] keeps to the bandwidth that the
/// user allows, [Retrying] tries again what may pass. [WrappedStorages] puts them together, and is
/// the only place that does.
@NullMarked
package dev.holdfast.storages.wrap;

import org.jspecify.annotations.NullMarked;
