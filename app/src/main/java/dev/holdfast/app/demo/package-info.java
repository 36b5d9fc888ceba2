/// `holdfast demo`: the tour that proves every promise of this version in two minutes, with the
/// same requests, configuration file and role that users have.
///
/// `Tour` tells the story, scene by scene; [Shop] is the database that it happens to, [Traffic]
/// keeps changing it meanwhile.
@NullMarked
package dev.holdfast.app.demo;

import org.jspecify.annotations.NullMarked;
