package dev.holdfast.core.engine;

import dev.holdfast.core.operation.Progress;
import java.util.List;

/// A scratch server beside the server that its snapshot was taken from, which is running and goes
/// on changing: what has not changed there since the place that the scratch server was recovered to
/// must be the same here.
///
/// One thread; an interrupt ends what the live server does for it. Ask for [#pages] before anything
/// else is asked of the scratch server, since reading changes pages.
public interface LiveComparison extends AutoCloseable {

    /// Whether every page has the LSN that it has on the live server.
    Judgement pages(Progress progress) throws InterruptedException;

    /// Whether the rows of every page have the same content as on the live server.
    Judgement rows(Progress progress) throws InterruptedException;

    @Override
    void close();

    /// What the copy says of the server where it ends.
    ///
    /// @param live how to reach the server today
    /// @param origin as in [PhysicalSource.Start]
    /// @param timeline of `stop`
    /// @param stop where the snapshot ended, or the log that was replayed behind it
    /// @param fastCheckpoint whether the live server may be made to write everything at once
    record Stand(
            ServerAddress live,
            String systemIdentifier,
            String origin,
            int timeline,
            Lsn stop,
            boolean fastCheckpoint) {}

    /// @param judged how many pages could be compared
    /// @param outOf how many there are
    /// @param figure for people: how much was judged, and what became of the rest
    /// @param damages what differs, naming the place
    record Judgement(long judged, long outOf, String figure, List<String> damages) {
        public Judgement {
            damages = List.copyOf(damages);
        }

        /// Nothing could be compared.
        ///
        /// @param reason with what to do about it
        public static Judgement impossible(String reason) {
            return new Judgement(0, 1, reason, List.of());
        }

        /// Whether enough was judged to speak for the whole: nine tenths.
        public boolean isEnough() {
            return judged >= outOf - outOf / 10;
        }
    }
}
