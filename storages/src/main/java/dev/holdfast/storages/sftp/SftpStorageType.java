package dev.holdfast.storages.sftp;

import dev.holdfast.core.estate.StorageType;
import dev.holdfast.core.estate.option.Option;
import dev.holdfast.core.estate.option.OptionTypes;
import dev.holdfast.core.estate.option.OptionValues;
import dev.holdfast.core.secret.Secret;
import dev.holdfast.core.storage.Storage;
import dev.holdfast.storages.sftp.SftpSettings.Login;
import dev.holdfast.storages.sftp.SftpSettings.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `type: sftp`: a directory on a host that is reached over SSH.
public final class SftpStorageType implements StorageType<SftpSettings> {
    private static final int STANDARD_PORT = 22;

    private static final Option<String> HOST =
            Option.required("host", OptionTypes.text("box.example"), "the host to log in to");
    private static final Option<Integer> PORT =
            Option.standard(
                    "port", OptionTypes.whole(1, 65_535, 22), STANDARD_PORT, "its SSH port");
    private static final Option<String> PATH =
            Option.required(
                    "path",
                    OptionTypes.text("/vault"),
                    "the directory there; without a slash before it, below the login's home");
    private static final Option<Path> KNOWN_HOSTS =
            Option.required(
                    "known-hosts",
                    OptionTypes.path("/etc/holdfast/known_hosts"),
                    "the keys of hosts to trust, as ssh-keyscan writes them");
    private static final Option<String> USER =
            Option.required("user", OptionTypes.text("holdfast"), "who logs in");
    private static final Option<Secret> KEY =
            Option.optional("key", OptionTypes.secret(), "the private key to log in with");
    private static final Option<Secret> PASSPHRASE =
            Option.optional("passphrase", OptionTypes.secret(), "what unlocks that key");
    private static final Option<Secret> PASSWORD =
            Option.optional(
                    "password", OptionTypes.secret(), "the password to log in with, without a key");

    @Override
    public String name() {
        return "sftp";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(HOST, PORT, PATH, KNOWN_HOSTS, USER, KEY, PASSPHRASE, PASSWORD);
    }

    @Override
    public List<Option<?>> prunerOptions() {
        return List.of(USER, KEY, PASSPHRASE, PASSWORD);
    }

    @Override
    public SftpSettings read(OptionValues values) {
        return new SftpSettings(
                new Place(values.get(HOST), values.get(PORT), bare(values.get(PATH))),
                values.get(KNOWN_HOSTS),
                login(values));
    }

    private static String bare(String path) {
        String bare = path.replaceAll("/+$", "");
        return bare.isEmpty() ? "/" : bare;
    }

    private static Login login(OptionValues values) {
        Optional<Secret> key = values.find(KEY);
        Optional<Secret> password = values.find(PASSWORD);
        if (key.isEmpty() && password.isEmpty()) {
            values.mapping()
                    .wrong(
                            "has neither key nor password",
                            "write key: \"${file:/etc/holdfast/id_ed25519}\"");
        }
        return new Login(values.get(USER), key, values.find(PASSPHRASE), password);
    }

    @Override
    public SftpSettings withPruner(SftpSettings settings, OptionValues pruner) {
        return settings.with(login(pruner));
    }

    @Override
    public Class<SftpSettings> settings() {
        return SftpSettings.class;
    }

    @Override
    public Storage open(String name, SftpSettings settings) {
        return new SftpStorage(name, settings);
    }
}
