package dev.holdfast.engines.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PasswordFileTest {

    private static final HostPort HOST = new HostPort("db1", 5432);

    @TempDir private Path directory;

    @Test
    void takesTheFirstLineThatMatches() throws Exception {
        PasswordFile file =
                write(
                        "# db1:5432:shop:app:commented",
                        "db2:*:*:*:other",
                        "db1:5432:shop:app:it\\:s \\\\ mine",
                        "*:*:*:*:general");
        assertThat(file.find(HOST, "shop", "app"))
                .isEqualTo(new PasswordFile.Found.Password("it:s \\ mine"));
        assertThat(file.find(HOST, "shop", "else"))
                .isEqualTo(new PasswordFile.Found.Password("general"));
    }

    @Test
    void findsNothingWhereNoLineMatchesOrNoFileIs() throws Exception {
        assertThat(write("db2:*:*:*:other").find(HOST, "shop", "app"))
                .isEqualTo(new PasswordFile.Found.Nothing());
        assertThat(new PasswordFile(directory.resolve("none")).find(HOST, "shop", "app"))
                .isEqualTo(new PasswordFile.Found.Nothing());
    }

    @Test
    void doesNotUseAFileThatOthersCanRead() throws Exception {
        PasswordFile file = write("*:*:*:*:general");
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r-----"));
        assertThat(file.find(HOST, "shop", "app"))
                .isInstanceOfSatisfying(
                        PasswordFile.Found.Unusable.class,
                        unusable ->
                                assertThat(unusable.remedy())
                                        .isEqualTo("chmod 600 " + file.path()));
    }

    private PasswordFile write(String... lines) throws Exception {
        Path path = Files.write(directory.resolve("pgpass"), List.of(lines));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        return new PasswordFile(path);
    }
}
