package dev.holdfast.core.estate;

import dev.holdfast.core.estate.DeploymentOptions.DeclaredDatabase;
import dev.holdfast.core.estate.option.MappingType;
import dev.holdfast.core.estate.option.Option;
import dev.holdfast.core.estate.option.OptionTypes;
import dev.holdfast.core.estate.option.OptionValues;
import dev.holdfast.core.secret.Secret;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The options of the whole file.
final class EstateOptions {
    private static final Option<ZoneId> TIME_ZONE =
            Option.optional(
                    "time-zone",
                    OptionTypes.timeZone(),
                    "whose days and hours schedules and retention go by; by default this"
                            + " machine's");

    private static final Option<Secret> KEY =
            Option.required(
                    "key",
                    OptionTypes.secret(),
                    "32 random bytes in base64; vault init makes them where the file is missing");
    private static final Option<VaultDeclaration> VAULT =
            Option.required(
                    "vault",
                    new MappingType<>(
                            List.of(KEY), values -> new VaultDeclaration(values.get(KEY))),
                    "how the vault is unlocked");

    private static final Option<Path> DIRECTORY =
            Option.required(
                    "directory",
                    OptionTypes.path("/var/lib/holdfast/scratch"),
                    "where proofs and branches put their files; deleted when they end");
    private static final Option<Long> LIMIT =
            Option.optional("limit", OptionTypes.size(), "how much they may take together");
    private static final Option<Path> BINARIES =
            Option.optional(
                    "binaries",
                    OptionTypes.path("/usr/lib/postgresql/18/bin"),
                    "a directory of server binaries to prefer over the usual places");
    private static final Option<Scratch> SCRATCH =
            Option.optional(
                    "scratch",
                    new MappingType<>(
                            List.of(DIRECTORY, LIMIT, BINARIES),
                            values ->
                                    new Scratch(
                                            values.get(DIRECTORY),
                                            values.find(LIMIT)
                                                    .map(OptionalLong::of)
                                                    .orElse(OptionalLong.empty()),
                                            values.find(BINARIES))),
                    "where proofs and branches work; by default .holdfast/scratch beside the file");

    private static final Option<String> ENVIRONMENT_NAME =
            Option.required(
                    "name",
                    OptionTypes.name("production"),
                    "what stands after @ in shop@production");
    private static final Option<Boolean> PROTECTED =
            Option.standard(
                    "protected",
                    OptionTypes.flag(),
                    false,
                    "production-like: writing to it needs more than a yes");
    private static final Option<List<Environment>> ENVIRONMENTS =
            Option.required(
                    "environments",
                    OptionTypes.filledListOf(
                            new MappingType<>(
                                    List.of(ENVIRONMENT_NAME, PROTECTED),
                                    values ->
                                            new Environment(
                                                    values.get(ENVIRONMENT_NAME),
                                                    values.get(PROTECTED)))),
                    "in the order in which updates travel");

    static final Option<String> ESTATE =
            Option.required("estate", OptionTypes.name("acme"), "what all of this is called");
    static final Option<List<DeclaredDatabase>> DATABASES =
            Option.standard(
                    "databases",
                    OptionTypes.listOf(DeploymentOptions.database())
                            .checked(EstateChecks::onePolicyForEachServer),
                    List.of(),
                    "the databases of the team, each in one or more environments");
    private static final Option<Boolean> COPIES =
            Option.optional("copies", OptionTypes.later(), "jobs that copy data");
    private static final Option<Boolean> ROLLOUTS =
            Option.optional("rollouts", OptionTypes.later(), "plans for updates");
    private static final Option<List<AlertRoute>> ALERTS =
            Option.standard(
                    "alerts",
                    OptionTypes.listOf(AlertOptions.type()),
                    List.of(),
                    "whom to tell when something is wrong");

    private static final Option<ServePolicy> SERVE =
            Option.standard(
                    "serve", ServeOptions.type(), ServePolicy.DEFAULT, "how the daemon is known");

    private final Option<List<StorageDeclaration>> storages;

    EstateOptions(StorageTypes types) {
        storages =
                Option.standard(
                        "storages",
                        OptionTypes.listOf(new StorageOptions(types))
                                .checked(EstateChecks::eachStorageHasItsPlace),
                        List.of(),
                        "the places that hold the vault; every copy stands alone");
    }

    MappingType<DeclaredEstate> type() {
        return new MappingType<>(
                List.of(
                        ESTATE,
                        TIME_ZONE,
                        VAULT,
                        SCRATCH,
                        ENVIRONMENTS,
                        storages,
                        DATABASES,
                        COPIES,
                        ROLLOUTS,
                        ALERTS,
                        SERVE),
                this::estate);
    }

    private DeclaredEstate estate(OptionValues values) {
        return new DeclaredEstate(
                values.get(ESTATE),
                values.find(TIME_ZONE).orElseGet(ZoneId::systemDefault),
                values.get(VAULT),
                values.find(SCRATCH)
                        .orElseGet(() ->
                                new Scratch(
                                        values.mapping().resolve(".holdfast/scratch"),
                                        OptionalLong.empty(),
                                        Optional.empty())),
                values.get(ENVIRONMENTS),
                values.get(storages),
                values.get(DATABASES),
                values.get(ALERTS),
                values.get(SERVE));
    }
}
