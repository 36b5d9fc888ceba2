package dev.holdfast.storages.s3;

import dev.holdfast.core.estate.StorageType;
import dev.holdfast.core.estate.option.MappingType;
import dev.holdfast.core.estate.option.Option;
import dev.holdfast.core.estate.option.OptionTypes;
import dev.holdfast.core.estate.option.OptionValues;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.storages.s3.S3Settings.Bucket;
import dev.holdfast.storages.s3.S3Settings.Credentials;
import dev.holdfast.storages.s3.S3Settings.ObjectLock;
import dev.holdfast.storages.s3.S3Settings.Writing;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `type: s3`: a bucket of Amazon S3, or of anything that speaks its protocol.
public final class S3StorageType implements StorageType<S3Settings> {
    private static final String STANDARD_REGION = "us-east-1";
    private static final Set<String> NOT_READABLE_AT_ONCE = Set.of("GLACIER", "DEEP_ARCHIVE");

    private static final Option<String> BUCKET =
            Option.required(
                    "bucket", OptionTypes.name("acme-holdfast"), "the bucket, which must exist");
    private static final Option<String> REGION =
            Option.optional(
                    "region",
                    OptionTypes.name("eu-central-1"),
                    "the bucket's region; by default " + STANDARD_REGION);
    private static final Option<String> ENDPOINT =
            Option.optional(
                    "endpoint",
                    OptionTypes.text("https://s3.example"),
                    "the address of an S3-compatible service; by default Amazon's");
    private static final Option<String> PREFIX =
            Option.optional(
                    "prefix",
                    OptionTypes.text("holdfast/acme"),
                    "what comes before every object's name in the bucket");
    private static final Option<Boolean> PATH_STYLE =
            Option.optional(
                    "path-style",
                    OptionTypes.flag(),
                    "the bucket stands in the path of the address, not in its host; by default"
                            + " where endpoint is given");
    private static final Option<Path> CA =
            Option.optional(
                    "ca",
                    OptionTypes.path("/etc/holdfast/ca.pem"),
                    "certificates of the authorities to trust, instead of the system's");
    private static final Option<String> ACCOUNT =
            Option.optional(
                    "account-id",
                    OptionTypes.text("123456789012"),
                    "the account that must own the bucket: any other's is refused");
    private static final Option<String> STORAGE_CLASS =
            Option.optional(
                    "storage-class",
                    OptionTypes.name("STANDARD_IA"),
                    "the class to store objects in; by default the bucket's");
    private static final Option<ObjectLock.Mode> MODE =
            Option.required(
                    "mode",
                    OptionTypes.choice(
                            Map.of(
                                    "governance", ObjectLock.Mode.GOVERNANCE,
                                    "compliance", ObjectLock.Mode.COMPLIANCE)),
                    "compliance: nobody can end it sooner; governance: a special permission can");
    private static final Option<Integer> DAYS =
            Option.required(
                    "days",
                    OptionTypes.whole(1, 3650, 30),
                    "how long an object cannot be deleted after it was written");
    private static final Option<ObjectLock> LOCK =
            Option.optional(
                    "object-lock",
                    new MappingType<>(
                            List.of(MODE, DAYS),
                            values -> new ObjectLock(values.get(MODE), values.get(DAYS))),
                    "lock every object when it is written; the bucket must have object lock on");
    private static final Option<Secret> ACCESS_KEY =
            Option.optional(
                    "access-key",
                    OptionTypes.secret(),
                    "the id of the key; by default what environment, profile or machine role give");
    private static final Option<Secret> SECRET_KEY =
            Option.optional("secret-key", OptionTypes.secret(), "the key itself");
    private static final Option<Secret> PRUNER_ACCESS_KEY =
            Option.required("access-key", OptionTypes.secret(), "the id of the key that deletes");
    private static final Option<Secret> PRUNER_SECRET_KEY =
            Option.required("secret-key", OptionTypes.secret(), "the key that deletes");

    private final InstantSource clock;

    /// @param clock says until when an object is locked
    public S3StorageType(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "s3";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(
                BUCKET,
                REGION,
                ENDPOINT,
                PREFIX,
                PATH_STYLE,
                CA,
                ACCOUNT,
                STORAGE_CLASS,
                LOCK,
                ACCESS_KEY,
                SECRET_KEY);
    }

    @Override
    public List<Option<?>> prunerOptions() {
        return List.of(PRUNER_ACCESS_KEY, PRUNER_SECRET_KEY);
    }

    @Override
    public S3Settings read(OptionValues values) {
        Optional<URI> endpoint = values.find(ENDPOINT).flatMap(text -> endpoint(values, text));
        return new S3Settings(
                new Bucket(
                        values.get(BUCKET),
                        values.find(REGION).orElse(STANDARD_REGION),
                        endpoint,
                        values.find(PREFIX).map(S3Settings::prefix).orElse(""),
                        values.find(PATH_STYLE).orElse(values.find(ENDPOINT).isPresent()),
                        values.find(CA),
                        values.find(ACCOUNT)),
                new Writing(storageClass(values), values.find(LOCK)),
                credentials(values));
    }

    private static Optional<URI> endpoint(OptionValues values, String text) {
        Optional<URI> endpoint = S3Endpoint.parse(text);
        if (endpoint.isEmpty()) {
            values.value(ENDPOINT)
                    .wrong(
                            "\"" + text + "\" is no address of a service",
                            "write https://HOST or https://HOST:PORT");
        }
        return endpoint;
    }

    private static Optional<String> storageClass(OptionValues values) {
        Optional<String> written = values.find(STORAGE_CLASS);
        if (written.filter(NOT_READABLE_AT_ONCE::contains).isPresent()) {
            values.value(STORAGE_CLASS)
                    .wrong(
                            "objects of this class cannot be read at once, so nothing could be"
                                    + " proven or restored from them",
                            "write GLACIER_IR or STANDARD_IA");
        }
        return written;
    }

    private static Optional<Credentials> credentials(OptionValues values) {
        Optional<Secret> access = values.find(ACCESS_KEY);
        Optional<Secret> secret = values.find(SECRET_KEY);
        if (access.isPresent() != secret.isPresent()) {
            values.mapping()
                    .wrong(
                            "has only one of access-key and secret-key",
                            "write both, or none to use the environment's");
        }
        return access.flatMap(id -> secret.map(key -> new Credentials(id, key)));
    }

    @Override
    public S3Settings withPruner(S3Settings settings, OptionValues pruner) {
        return settings.with(
                new Credentials(pruner.get(PRUNER_ACCESS_KEY), pruner.get(PRUNER_SECRET_KEY)));
    }

    @Override
    public Class<S3Settings> settings() {
        return S3Settings.class;
    }

    @Override
    public Storage open(String name, S3Settings settings) {
        return new S3Storage(name, settings, clock);
    }
}
