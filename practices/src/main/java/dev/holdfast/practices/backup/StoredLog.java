package dev.holdfast.practices.backup;

import dev.holdfast.core.engine.WalVisitor;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.moment.Moment;
import dev.holdfast.core.moment.MomentText;
import dev.holdfast.practices.backup.moment.LogSearch;
import dev.holdfast.practices.backup.moment.LogSearch.Extent;
import dev.holdfast.practices.backup.moment.Past;
import java.util.List;
import java.util.Optional;

/// The stored log of one server, to be searched: for the rescue.
public record StoredLog(BackupContext context) {

    /// @param since a moment, as [MomentText] reads it; empty for the newest window
    public record Wish(String database, Optional<String> since, Optional<String> storage) {}

    /// What was read.
    public record Read(String storage, Extent extent) {}

    /// Makes the visitor when it is known what will be read.
    public interface Begin {
        WalVisitor visitor(Extent extent) throws InterruptedException;
    }

    /// Tells a visitor of the log, read from the first storage that has it.
    ///
    /// `MOMENT_UNKNOWN` when none leads on from there.
    public Read read(Wish wish, Begin begin) throws InterruptedException {
        Deployment deployment = context.estate().deployment(wish.database());
        Optional<Moment> since =
                wish.since().map(at -> MomentText.parse(at, context.clock().instant()));
        wish.storage().ifPresent(context::requireStorage);
        try (VaultCopies copies = context.openVault()) {
            SnapshotIndex index = SnapshotIndex.of(copies.require());
            String system =
                    index.require(deployment.label(), "latest")
                            .manifest()
                            .orElseThrow()
                            .facts()
                            .systemIdentifier();
            List<Past> pasts =
                    new Pasts(index, true).of(deployment.label(), system, wish.storage());
            for (Past past : pasts) {
                LogSearch search = new LogSearch(context.engine(), past);
                Optional<Extent> extent = search.extent(since);
                if (extent.isPresent()) {
                    search.read(extent.get(), begin.visitor(extent.get()));
                    return new Read(past.storage(), extent.get());
                }
            }
            throw new Impossible(
                            deployment.label(),
                            since.orElseGet(Moment.Latest::new),
                            pasts,
                            context.clock().instant())
                    .problem();
        }
    }
}
