/// What changes while somebody looks: [Kept] answers that are dear to make, [LiveWatch] that looks
/// out for changes while anybody listens, and the [Hub] that tells them.
@NullMarked
package dev.holdfast.server.live;

import org.jspecify.annotations.NullMarked;
