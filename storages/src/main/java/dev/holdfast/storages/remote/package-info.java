/// What storages on other machines share: calls that end when they are interrupted or when nothing
/// moves any more ([PatientCall]), which failures may pass ([PassingFailure]), and the words for
/// those that all of them meet ([RemoteProblems]).
@NullMarked
package dev.holdfast.storages.remote;

import org.jspecify.annotations.NullMarked;
