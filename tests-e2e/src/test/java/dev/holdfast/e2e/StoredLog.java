package dev.holdfast.e2e;

import dev.holdfast.core.engine.Engine;
import dev.holdfast.core.engine.Lsn;
import dev.holdfast.core.engine.WalForm;
import dev.holdfast.core.engine.WalReading;
import dev.holdfast.core.engine.WalVisitor;
import dev.holdfast.storages.file.FileStorage;
import dev.holdfast.vault.StreamPart;
import dev.holdfast.vault.StreamedWal;
import dev.holdfast.vault.Vault;
import dev.holdfast.vault.VaultKey;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The log of a site's server as one of its storages holds it, read as anybody could.
record StoredLog(Site site, String storage) {
    private static final long SEGMENT = 16L << 20;

    /// Reads the newest timeline from the first stored segment on, record by record.
    ///
    /// @return the end of the last whole record before the first hole
    Lsn wholeUpTo() throws Exception {
        try (FileStorage place = new FileStorage(storage, site.storage(storage))) {
            VaultKey key =
                    VaultKey.parse(Files.readString(site.directory().resolve("vault.key")).strip());
            StreamedWal log = Vault.unlock(place, key).streamedWal(systemIdentifier());
            List<StreamPart> parts = log.parts();
            int timeline = parts.getLast().timeline();
            return read(log, parts.stream().filter(p -> p.timeline() == timeline).toList());
        }
    }

    private Lsn read(StreamedWal log, List<StreamPart> parts) throws Exception {
        Engine engine = Engines.postgres();
        Lsn at = parts.getFirst().from().segmentStart(SEGMENT);
        WalForm form = new WalForm(systemIdentifier(), site.server().majorVersion(), SEGMENT);
        WalReading reading =
                engine.readWal(form, parts.getFirst().timeline(), at, new WalVisitor() {});
        for (Optional<StreamPart> part = longest(parts, at); part.isPresent(); ) {
            Lsn from = at;
            log.read(
                    part.get(),
                    (lsn, buffer, offset, length) -> {
                        int skip = (int) (from.value() - lsn.value());
                        reading.feed(from, buffer, offset + skip, length - skip);
                    });
            at = part.get().to();
            part = longest(parts, at);
        }
        return reading.verifiedTo();
    }

    private static Optional<StreamPart> longest(List<StreamPart> parts, Lsn at) {
        return parts.stream()
                .filter(part -> part.holds(at))
                .max(Comparator.comparing(StreamPart::to));
    }

    private String systemIdentifier() throws Exception {
        return site.server()
                .query("postgres", "select system_identifier::text from pg_control_system()");
    }
}
