package dev.holdfast.core.estate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a wrong file is told.
class EstateMistakesTest {
    @TempDir Path directory;
    private EstateFiles files;

    @BeforeEach
    void prepare() {
        files = new EstateFiles(directory);
    }

    /// Replaces one piece of a right file, and expects exactly one line.
    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    every: 6 h | every: 6 hrs | 14:25 databases[0].in.production.backup.every: "6 hrs" is not a duration; write 6 h, 30 min, daily or weekly
                    every: 6 h | every: 0 h | 14:25 databases[0].in.production.backup.every: "0 h" is not a duration; write 6 h, 30 min, daily or weekly
                    every: 6 h | every: 61 3 * * * | 14:25 databases[0].in.production.backup.every: "61 3 * * *" is no cron expression; write minute, hour, day of month, month and day of week: "0 3 * * *"
                    every: 6 h | evry: 6 h | 14:18 databases[0].in.production.backup.evry: no option of this name; did you mean 'every'?
                    every: 6 h | every: | 14:18 databases[0].in.production.backup.every: has no value; write every: 6 h, 30 min, daily or weekly, or "0 3 * * *", or delete it
                    every: 6 h | to: [onsite, cloud] | 14:31 databases[0].in.production.backup.to[1]: "cloud" is no storage of this file; there is: onsite, offsite
                    every: 6 h | to: [onsit] | 14:23 databases[0].in.production.backup.to[0]: "onsit" is no storage of this file; did you mean 'onsite'?
                    every: 6 h | to: [] | 14:22 databases[0].in.production.backup.to: is an empty list; write [the name of a declared storage]
                    every: 6 h | workers: 0 | 14:27 databases[0].in.production.backup.workers: "0" is not a whole number from 1 to 64; write 2
                    every: 6 h | read: sqll | 14:24 databases[0].in.production.backup.read: "sqll" is not known here; did you mean 'sql'?
                    every: 6 h | keep: {} | 14:24 databases[0].in.production.backup.keep: keeps nothing; write {last: 8, daily: 14}
                    every: 6 h | password: hunter2 | 14:28 databases[0].in.production.backup.password: a secret must not stand in this file; write "${env:VARIABLE}" or "${file:/path}", in quotes
                    every: 6 h | every: 1 h, every: 2 h | 14:30 databases[0].in.production.backup.every: is written twice (first on line 14); keep one of them
                    app@db1 | app:hunter2@db1 | 13:14 databases[0].in.production.url: a password must not stand in the URL; take it out and write password: "${env:VARIABLE}" beside it
                    5432/shop | 5432/shop?password=hunter2 | 13:14 databases[0].in.production.url: a password must not stand in the URL; take it out and write password: "${env:VARIABLE}" beside it
                    postgresql:// | mysql:// | 13:14 databases[0].in.production.url: "mysql://" is not known; write postgresql://USER@HOST:5432/DATABASE
                    5432/shop | 99999/shop | 13:14 databases[0].in.production.url: "db1.example:99999" is not a host and port; write HOST:5432
                    5432/shop | 5432 | 13:14 databases[0].in.production.url: the URL names no database; end it with /DATABASE
                    production: | prodution: | 12:7 databases[0].in.prodution: "prodution" is no environment of this file; did you mean 'production'?
                    protected: true | protected: yes | 5:35 environments[1].protected: "yes" is not true or false; write true
                    name: offsite | name: onsite | 8:12 storages[1].name: "onsite" is the name of another storage; give each storage a name of its own
                    path: /mnt/vault | path: vault | 8:5 storages[1]: is the same place as 'onsite'; give each storage a place of its own, or delete one
                    path: /mnt/vault | pth: /mnt/vault, path: x | 8:33 storages[1].pth: no option of this name; did you mean 'path'?
                    offsite, type: file | offsite, type: ftp | 8:27 storages[1].type: "ftp" is no type of storage that this version knows; did you mean 'sftp'?
                    offsite, type: file | offsite | 8:5 storages[1]: option "type" is missing; write type: file or s3 or sftp
                    , path: /mnt/vault | `` | 8:5 storages[1]: option "path" is missing; write path: text
                    estate: acme | estate: shop@acme | 1:9 estate: "shop@acme" is not a name (letters, digits, - _ and .); write acme
                    {key: "${file:vault.key}"} | {key: ${file:vault.key}} | 2:14 ${…} stands unquoted inside { }; write it in quotes: "${file:vault.key}"
                    {key: "${file:vault.key}"} | hunter2 | 2:8 vault: is text, not a mapping; write {key: "${file:/path}"}
                    {key: "${file:vault.key}"} | {key: "${enf:KEY}"} | 2:14 vault.key: a secret must not stand in this file; write "${env:VARIABLE}" or "${file:/path}", in quotes
                    """)
    void saysWhatIsWrongAndWhatWouldBeRight(String right, String wrong, String expected) {
        assertThat(EstateFiles.SMALL).contains(right);
        assertThat(files.mistakes(EstateFiles.SMALL.replace(right, wrong)))
                .containsExactly("holdfast.yaml:" + expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ESTATE\\n\\tvault: x     | 2:1 a tab stands where blanks must be; indent with blanks
                    a: b: c                | 1:5 a colon where no option can begin; check the indentation
                    a: [1, 2               | 1:9 this is not YAML
                    a: @b                  | 1:4 found character '@' that cannot start any token; put the value in quotes
                    a: 1\\n---\\nb: 2        | 2:1 a second document begins; keep one document, without ---
                    a: "open               | 1:9 this is not YAML: while scanning a quoted scalar
                    a: *nowhere            | 1:4 this is not YAML
                    a: b\\u0001c            | 1:5 a control character (U+0001) stands here; delete it
                    """)
    void saysWhereItIsNoYaml(String yaml, String expected) {
        String text =
                yaml.replace("ESTATE", "estate:")
                        .replace("\\n", "\n")
                        .replace("\\t", "\t")
                        .replace("\\u0001", "\u0001");
        assertThat(files.mistakes(text))
                .singleElement()
                .asString()
                .startsWith("holdfast.yaml:" + expected);
    }

    @Test
    void saysEverythingAtOnceInTheOrderOfTheFile() {
        String yaml =
                """
                estat: acme
                vault: {key: plain}
                environments: []
                storages:
                  - {name: a, type: file}
                databases:
                  - name: shop
                    in:
                      production:
                        url: shop
                        backup: {to: [b], every: often}
                """;
        assertThat(files.mistakes(yaml))
                .extracting(line -> line.substring(0, line.indexOf(' ')))
                .containsExactly(
                        "holdfast.yaml:1:1", // estat
                        "holdfast.yaml:1:1", // estate is missing
                        "holdfast.yaml:2:14",
                        "holdfast.yaml:3:15",
                        "holdfast.yaml:5:5",
                        "holdfast.yaml:9:7",
                        "holdfast.yaml:10:14",
                        "holdfast.yaml:11:23",
                        "holdfast.yaml:11:34");
    }

    @Test
    void refusesTwoPoliciesForOneServer() {
        String second =
                """
                  - name: crm
                    in:
                      production: {url: "postgresql://app@DB1.example/crm", backup: {every: 1 h}}
                """;
        assertThat(files.mistakes(EstateFiles.SMALL + second))
                .containsExactly(
                        "holdfast.yaml:17:69 databases[1].in.production.backup: server"
                                + " db1.example:5432 is backed up by another policy, on line 14;"
                                + " keep one of them: a backup takes the whole server");
        assertThat(files.mistakes(EstateFiles.SMALL + second.replace("1 h", "6 h"))).isEmpty();
        assertThat(files.mistakes(EstateFiles.SMALL + second.replace("/crm", ":5433/crm")))
                .isEmpty();
    }

    @Test
    void refusesBackupsWithoutAnyStorage() {
        String yaml = EstateFiles.SMALL.replaceAll("(?m)^storages:\\n(  - .*\\n){2}", "");
        assertThat(files.mistakes(yaml))
                .singleElement()
                .asString()
                .contains("backup: there is no storage to keep backups in; declare one");
    }

    @Test
    void neverShowsWhatMayBeASecret() {
        List<String> wrong =
                List.of(
                        EstateFiles.SMALL.replace("\"${file:vault.key}\"", "hunter2"),
                        EstateFiles.SMALL.replace("{key: \"${file:vault.key}\"}", "[hunter2]"),
                        EstateFiles.SMALL.replace("app@db1", "app:hunter2@db1"),
                        EstateFiles.SMALL.replace("5432/shop", "5432/shop?x=1&PASSWORD=hunter2"),
                        EstateFiles.SMALL.replace("every: 6 h", "password: {is: hunter2}"),
                        EstateFiles.SMALL.replace("every: 6 h", "password: ${hunter2}"));
        assertThat(wrong)
                .allSatisfy(yaml ->
                        assertThat(String.join("\n", files.mistakes(yaml)))
                                .isNotEmpty()
                                .doesNotContain("hunter2"));
    }
}
