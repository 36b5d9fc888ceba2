package dev.holdfast.app;

import dev.holdfast.cli.workplace.Place.BareVault;
import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.core.estate.BranchPolicy;
import dev.holdfast.core.estate.Database;
import dev.holdfast.core.estate.Deployment;
import dev.holdfast.core.estate.Environment;
import dev.holdfast.core.estate.Estate;
import dev.holdfast.core.estate.FailureDomain;
import dev.holdfast.core.estate.Scratch;
import dev.holdfast.core.estate.ServePolicy;
import dev.holdfast.core.estate.StorageDeclaration;
import dev.holdfast.core.estate.StorageOpener;
import dev.holdfast.core.estate.VaultDeclaration;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.vault.Manifest;
import dev.holdfast.vault.Vault;
import dev.holdfast.vault.VaultKey;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// The estate that is left when all that is left is a vault and its key: one storage, and the
/// databases that its snapshots are of. Their servers are gone, or not of interest.
record BareEstate(BareVault bare, StorageOpener storages) {
    private static final String STORAGE = "vault";

    Estate estate() {
        Secret key = new Secret.FromFile(bare.key());
        return new Estate(
                "bare",
                ZoneOffset.UTC,
                new VaultDeclaration(key),
                new Scratch(
                        Path.of(System.getProperty("java.io.tmpdir"), "holdfast"),
                        OptionalLong.empty(),
                        Optional.empty()),
                List.of(),
                List.of(storage()),
                databases(key),
                List.of(),
                ServePolicy.DEFAULT,
                List.of());
    }

    private StorageDeclaration storage() {
        return new StorageDeclaration(
                STORAGE,
                BareStorage.settings(bare.place()),
                new FailureDomain(Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private List<Database> databases(Secret key) {
        try (Storage storage = storages.open(storage())) {
            Vault vault = Vault.unlock(storage, VaultKey.parse(key.reveal()));
            return vault.snapshotIds().stream()
                    .map(id -> vault.manifest(id))
                    .map(Manifest::label)
                    .distinct()
                    .map(BareEstate::database)
                    .toList();
        }
    }

    private static Database database(String label) {
        int at = label.lastIndexOf('@');
        String name = at < 0 ? label : label.substring(0, at);
        Environment environment = new Environment(label.substring(at + 1), true);
        ServerAddress nowhere =
                new ServerAddress(label, "postgresql://", Optional.empty(), Optional.empty());
        return new Database(
                name,
                List.of(
                        new Deployment(
                                name,
                                environment,
                                nowhere,
                                Set.of(),
                                Optional.empty(),
                                BranchPolicy.DEFAULT,
                                Optional.empty())));
    }
}
