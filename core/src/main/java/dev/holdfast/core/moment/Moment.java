package dev.holdfast.core.moment;

import dev.holdfast.core.engine.Lsn;
import java.time.Instant;

/// A point that a vault may bring back. [#toString] gives it as [MomentText] reads it.
public sealed interface Moment {

    /// As late as can be.
    record Latest() implements Moment {
        @Override
        public String toString() {
            return "latest";
        }
    }

    /// A snapshot, as it was taken.
    record AtSnapshot(String id) implements Moment {
        @Override
        public String toString() {
            return "snapshot:" + id;
        }
    }

    /// Everything that was committed up to then, that instant included.
    record AtTime(Instant time) implements Moment {
        @Override
        public String toString() {
            return time.toString();
        }
    }

    /// Everything that stands before that place in the log.
    record AtLsn(Lsn lsn) implements Moment {
        @Override
        public String toString() {
            return "lsn:" + lsn;
        }
    }

    /// The end of a transaction.
    ///
    /// @param xid without its epoch, as the log has it
    /// @param included whether its own work is in
    record AtTransaction(long xid, boolean included) implements Moment {
        @Override
        public String toString() {
            return (included ? "xid:" : "before-xid:") + xid;
        }
    }

    /// What `pg_create_restore_point` named; of several of one name, the last.
    record AtPoint(String name) implements Moment {
        @Override
        public String toString() {
            return "point:" + name;
        }
    }
}
