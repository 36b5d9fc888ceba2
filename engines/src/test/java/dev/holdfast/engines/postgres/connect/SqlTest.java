package dev.holdfast.engines.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SqlTest {
    @Test
    void quotesNamesOnlyWhereTheyNeedIt() {
        assertThat(Sql.identifier("holdfast_backup")).isEqualTo("holdfast_backup");
        assertThat(Sql.identifier("user")).isEqualTo("\"user\"");
        assertThat(Sql.identifier("Backup")).isEqualTo("\"Backup\"");
        assertThat(Sql.identifier("a\"; DROP ROLE b; --")).isEqualTo("\"a\"\"; DROP ROLE b; --\"");
    }
}
