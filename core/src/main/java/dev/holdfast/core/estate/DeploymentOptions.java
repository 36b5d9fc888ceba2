package dev.holdfast.core.estate;

import dev.holdfast.core.engine.ServerAddress;
import dev.holdfast.core.estate.option.MapType;
import dev.holdfast.core.estate.option.MappingType;
import dev.holdfast.core.estate.option.Option;
import dev.holdfast.core.estate.option.OptionTypes;
import dev.holdfast.core.estate.option.OptionValues;
import dev.holdfast.core.estate.option.Value;
import dev.holdfast.core.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The options of `databases:` and of what stands below `in:`.
final class DeploymentOptions {
    private static final Option<ConnectionUrl> URL =
            Option.required(
                    "url",
                    new UrlType(),
                    "how to reach it: postgresql://USER@HOST:5432/DATABASE, without a password");
    private static final Option<String> USER =
            Option.optional(
                    "user",
                    OptionTypes.text("holdfast"),
                    "the role to log in as, instead of url's");
    private static final Option<Secret> PASSWORD =
            Option.optional(
                    "password", OptionTypes.secret(), "the password; by default what .pgpass says");
    private static final Option<BackupPolicy> BACKUP =
            Option.optional("backup", BackupOptions.type(), "how its server is backed up");
    private static final Option<BranchPolicy> BRANCHES =
            Option.standard(
                    "branches",
                    BranchOptions.type(),
                    BranchPolicy.DEFAULT,
                    "who may open branches of it, and for how long");
    private static final Option<MonitorPolicy> MONITOR =
            Option.optional(
                    "monitor",
                    MonitorOptions.type(),
                    "how it is watched; thresholds of its checks");

    private static final Option<String> NAME =
            Option.required(
                    "name", OptionTypes.name("shop"), "what the team calls it: shop@production");
    private static final Option<Boolean> SCHEMA =
            Option.optional("schema", OptionTypes.later(), "where its migrations are");
    private static final Option<Map<String, Declared>> IN =
            Option.required(
                    "in",
                    new MapType<>(OptionTypes.reference("environment"), deployment()),
                    "the environments that it lives in");

    /// A deployment before its environment is known.
    ///
    /// @param place of its backup policy, or of the whole
    record Declared(
            ConnectionUrl url,
            Optional<String> user,
            Optional<Secret> password,
            Optional<BackupPolicy> backup,
            BranchPolicy branches,
            Optional<MonitorPolicy> monitor,
            Value place) {

        Deployment of(String database, Environment environment) {
            String label = database + "@" + environment.name();
            return new Deployment(
                    database,
                    environment,
                    new ServerAddress(label, url.text(), user, password),
                    url.servers(),
                    backup,
                    branches,
                    monitor);
        }
    }

    /// A database before its environments are known.
    record DeclaredDatabase(String name, Map<String, Declared> in) {}

    private DeploymentOptions() {}

    static MappingType<DeclaredDatabase> database() {
        return new MappingType<>(
                List.of(NAME, SCHEMA, IN),
                values -> new DeclaredDatabase(values.get(NAME), values.get(IN)));
    }

    private static MappingType<Declared> deployment() {
        return new MappingType<>(
                List.of(URL, USER, PASSWORD, BACKUP, BRANCHES, MONITOR),
                DeploymentOptions::declared);
    }

    private static Declared declared(OptionValues values) {
        return new Declared(
                values.get(URL),
                values.find(USER),
                values.find(PASSWORD),
                values.find(BACKUP),
                values.get(BRANCHES),
                values.find(MONITOR),
                values.value(BACKUP));
    }
}
