/// The page behind the link in an alert.
@NullMarked
package dev.holdfast.server.acknowledge;

import org.jspecify.annotations.NullMarked;
