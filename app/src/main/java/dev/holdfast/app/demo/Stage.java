package dev.holdfast.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.stream.Stream;

/// The tour's directory: a `holdfast.yaml` as users write it, the secrets that it names, two
/// storages and the production server. It stays after the tour, so that every command can be typed.
///
/// @param directory absolute
record Stage(Path directory) {

    static final String DATABASE = "shop";
    static final String DEPLOYMENT = "shop@production";
    static final String ROLE = "holdfast_backup";
    static final String FIRST = "onsite";
    static final String SECOND = "cloud";

    Path configuration() {
        return directory.resolve("holdfast.yaml");
    }

    Path state() {
        return directory.resolve(".holdfast");
    }

    Path production() {
        return directory.resolve("production");
    }

    Path storage(String name) {
        return directory.resolve("storages").resolve(name);
    }

    /// Makes the directory and the two passwords: of the superuser and of the role for backups.
    Passwords build(SecureRandom random) {
        try {
            Path secrets = directory.resolve("secrets");
            Files.createDirectories(secrets);
            Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(production());
            Files.createDirectories(directory.resolve("scratch"));
            Passwords passwords = new Passwords(password(random), password(random));
            writeSecret(secrets.resolve("postgres"), passwords.superuser());
            writeSecret(secrets.resolve(ROLE), passwords.backup());
            return passwords;
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    record Passwords(String superuser, String backup) {}

    private static String password(SecureRandom random) {
        byte[] bytes = new byte[18];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    private static void writeSecret(Path file, String secret) throws IOException {
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, secret + "\n");
    }

    /// Writes `holdfast.yaml` for the server at `port`.
    void configure(int port) {
        String text =
                """
                # Written by: holdfast demo
                estate: demo
                vault:
                  key: "${file:secrets/vault.key}"
                scratch: {directory: scratch}
                environments:
                  - {name: production, protected: true}
                storages:
                  - name: onsite
                    type: file
                    path: storages/onsite
                    domain: {site: here, provider: own, account: operations}
                  - name: cloud            # played by a second directory
                    type: file
                    path: storages/cloud
                    domain: {site: elsewhere, provider: other, account: backup}
                databases:
                  - name: shop
                    in:
                      production:
                        url: postgresql://postgres@127.0.0.1:%d/shop
                        password: "${file:secrets/postgres}"
                        backup:
                          user: holdfast_backup
                          password: "${file:secrets/holdfast_backup}"
                          read: sql          # as from another machine
                          to: [onsite, cloud]
                          keep: {last: 8, daily: 14, weekly: 8}
                          prove:
                            newest: daily
                            assert:
                              - name: every total is the sum of its items
                                sql: "select count(*) from orders o where total <> (select
                                  sum(quantity * unit_price) from order_items i
                                  where i.order_id = o.order_id)"
                                is: 0
                              - name: the shop has customers
                                sql: select count(*) > 0 from customers
                                is: t
                        monitor: {off: [dangerous-settings]}     # it runs without fsync: it is thrown away
                """
                        .formatted(port);
        try {
            Files.writeString(configuration(), text);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private RuntimeException unusable(IOException e) {
        return Deviation.of(
                "the tour's directory " + directory + " cannot be used: " + e.getMessage(),
                "holdfast demo --directory /another/new/directory",
                e);
    }

    /// Deletes the production server's data, as a disaster would.
    void deleteProduction(Path data) {
        try (Stream<Path> paths = Files.walk(data)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }
}
