/// The whole product on real servers: the commands that users type, in processes of their own,
/// which can be killed.
///
/// A [Site] is one server with its configuration and two storages; [Commands] runs `holdfast` on
/// it; an [Outcome] is what that said.
@NullMarked
package dev.holdfast.e2e;

import org.jspecify.annotations.NullMarked;
