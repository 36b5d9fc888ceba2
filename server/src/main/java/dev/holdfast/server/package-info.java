/// The daemon: what a team would otherwise leave to cron and to memory. [Daemon] is its whole life:
/// it takes the lock, keeps the schedules (`schedule`), takes work over from commands (`handover`),
/// reads a changed configuration anew, and ends tidily.
@NullMarked
package dev.holdfast.server;

import org.jspecify.annotations.NullMarked;
