package dev.holdfast.core.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// The write-ahead log of one server as it grows. A permanent slot of Holdfast's own keeps the
/// server from removing what is not stored yet; it is also the lock: only one can follow.
///
/// [#follow] blocks on one thread; the other methods are for one other thread meanwhile; [#close]
/// may come from any, and ends [#follow] with a failure. The slot stays until [#dropSlot].
public interface WalSource extends AutoCloseable {

    /// @param timeline the one that the server writes, or replays
    /// @param position how far its log reached when asked
    /// @param standby whether it is in recovery
    record Origin(WalForm form, int timeline, Lsn position, boolean standby) {}

    /// The slot as the server has it.
    ///
    /// @param restart the server keeps the log from here on; [Lsn#ZERO] when it keeps nothing
    /// @param retainedBytes how much log the server keeps for it
    /// @param limitBytes above which the server itself gives it up; empty for never
    record Slot(String name, Lsn restart, long retainedBytes, OptionalLong limitBytes) {}

    /// Why [#follow] returned.
    sealed interface Ending {
        /// The timeline ended: the server goes on with another one.
        ///
        /// @param at where the timeline that was followed was left
        record Switched(int next, Lsn at) implements Ending {}

        /// The server has not got the log from there on any more.
        record Removed() implements Ending {}
    }

    /// Asked of the server each time; not while it is followed.
    Origin origin();

    /// Empty when it is not there.
    Optional<Slot> slot();

    /// Makes the slot, so that the server keeps its log from now on.
    Slot makeSlot();

    /// What the server will have removed: nothing that follows can come. Not while it is followed.
    void dropSlot();

    /// The history file of `timeline`; empty for the first one.
    String timelineHistory(int timeline);

    /// The sum of its databases, and how much log it keeps between checkpoints: what limits for the
    /// slot are measured by.
    Amounts amounts();

    record Amounts(long databaseBytes, long walBytes) {}

    /// Writes the server's time into its log; nothing on a standby.
    ///
    /// @return the time, when it was written
    Optional<Instant> beat();

    /// Hands the log of `timeline` from `from` on, the start of a segment, to `follower`. What
    /// comes was verified before: page headers, and each record when it is whole.
    ///
    /// `SERVER_BUSY` when somebody else follows; `SERVER_LOST` when the server is silent or gone;
    /// `SERVER_UNSUITABLE` when what it sends is damaged.
    Ending follow(Lsn from, int timeline, WalFollower follower) throws InterruptedException;

    @Override
    void close();

    /// Takes the log in order. All calls come from the thread that follows.
    interface WalFollower extends WalVisitor {
        /// Waits until it takes more.
        ///
        /// @return false when it does not yet: ask again
        boolean awaitRoom(Duration atMost) throws InterruptedException;

        /// Bytes of the log from `at` on; the buffer is reused after the call.
        void bytes(Lsn at, byte[] buffer, int offset, int length);

        /// Everything before `to` belongs to whole, verified records; their events were told
        /// before.
        void verified(Lsn to);

        /// The server lives, and its log reaches to `end`.
        void alive(Lsn end);

        /// Everything before is stored: the server may remove it.
        Lsn stored();
    }
}
