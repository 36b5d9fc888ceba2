/// What storages on other machines share: calls that end when they are interrupted or when nothing
/// moves any more ([PatientCall]), and which failures may pass ([PassingFailure]).
@NullMarked
package dev.holdfast.storages.remote;

import org.jspecify.annotations.NullMarked;
