package dev.holdfast.practices.backup.rescue;

import dev.holdfast.core.engine.WalVisitor.RowChange;
import dev.holdfast.core.engine.WalVisitor.RowPlace;
import dev.holdfast.core.engine.rescue.RowRescue.StoredRow;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Follows some rows from version to version, by where they stand: an update says where the new one
/// is. A place is forgotten when a transaction that left it has committed, since another row may
/// get it after that; a new place when its transaction was rolled back. Rewriting the table ends
/// the trail.
final class ChosenRows implements SoughtRows {
    private final long database;
    private final Set<StoredRow> places;
    private final Map<Long, Steps> open = new HashMap<>();

    private record Steps(Set<StoredRow> left, Set<StoredRow> reached) {
        Steps() {
            this(new HashSet<>(), new HashSet<>());
        }
    }

    /// @param database oid
    /// @param rows where they stand when the search begins
    ChosenRows(long database, Collection<StoredRow> rows) {
        this.database = database;
        this.places = new HashSet<>(rows);
    }

    @Override
    public boolean touches(RowChange change) {
        StoredRow from = at(change, change.from());
        if (change.database() != database || !places.contains(from)) {
            return false;
        }
        Steps steps = open.computeIfAbsent(change.xid(), _ -> new Steps());
        steps.left().add(from);
        change.to()
                .ifPresent(to -> {
                    places.add(at(change, to));
                    steps.reached().add(at(change, to));
                });
        return true;
    }

    private static StoredRow at(RowChange change, RowPlace place) {
        return new StoredRow(change.node(), place);
    }

    @Override
    public void composed(long whole, long part) {
        Steps steps = open.remove(part);
        if (steps != null) {
            Steps all = open.computeIfAbsent(whole, _ -> new Steps());
            all.left().addAll(steps.left());
            all.reached().addAll(steps.reached());
        }
    }

    @Override
    public void ended(long xid, boolean committed) {
        Steps steps = open.remove(xid);
        if (steps != null) {
            places.removeAll(committed ? steps.left() : steps.reached());
        }
    }
}
