package dev.holdfast.practices.backup.rescue;

import dev.holdfast.core.engine.rescue.RowRescue.TableFiles;
import dev.holdfast.practices.backup.rescue.DropSearch.Drop;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds which of some transactions dropped a table. The log has numbers, not names: so the moments
/// right before them are opened until one has the table, the newest first, then by halves, seven at
/// most for 64 transactions.
record DropFinder(List<Drop> drops, Past past) {

    /// Tells where the table lay at a moment.
    interface Past {
        TableFiles files(String moment) throws InterruptedException;
    }

    /// Empty when the table was at none of the moments that were looked at.
    Optional<Drop> find() throws InterruptedException {
        int low = 0;
        int high = drops.size() - 1;
        int look = high;
        Optional<Drop> last = Optional.empty();
        while (low <= high) {
            TableFiles files = past.files(drops.get(look).before());
            if (files.isThere()) {
                Optional<Drop> found = takes(files.nodes(), look);
                if (found.isPresent()) {
                    return found;
                }
                last = Optional.of(drops.get(look)); // its files changed later
                low = look + 1;
            } else {
                high = look - 1;
            }
            look = (low + high) / 2;
        }
        return last;
    }

    private Optional<Drop> takes(Set<Long> nodes, int from) {
        return drops.subList(from, drops.size()).stream()
                .filter(drop -> drop.nodes().containsAll(nodes))
                .findFirst();
    }
}
