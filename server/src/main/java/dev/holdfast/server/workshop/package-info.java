/// What the daemon works with: one reading of the estate, made by the application.
@NullMarked
package dev.holdfast.server.workshop;

import org.jspecify.annotations.NullMarked;
