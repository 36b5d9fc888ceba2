package dev.holdfast.core.estate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionUrlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    postgresql://app@db1/shop                       | [db1:5432]
                    postgres://db1:5433/shop                        | [db1:5433]
                    postgresql://app@A.example,b.example:1/shop     | [a.example:5432, b.example:1]
                    postgresql://127.0.0.1/shop                     | [localhost:5432]
                    postgresql://app@[::1]:5432/shop                | [localhost:5432]
                    postgresql://app@[fe80::1]/shop?sslmode=require | [[fe80::1]:5432]
                    postgresql:///shop                              | [localhost:5432]
                    postgresql:///shop?host=/run/postgresql&port=1  | [host=/run/postgresql&port=1:5432]
                    """)
    void knowsTheServer(String url, String servers) {
        assertThat(ConnectionUrl.parse(url))
                .isInstanceOfSatisfying(
                        ConnectionUrl.Parsed.Right.class,
                        right -> assertThat(right.url().servers()).hasToString(servers));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shop",
                "postgresql://",
                "postgresql://db1",
                "postgresql://db1/",
                "jdbc:postgresql://db1/shop",
                "postgresql://a b/shop",
                "postgresql://db1:0/shop",
                "postgresql://db1:x/shop",
                "postgresql://db1,,:5/",
                "postgresql://app:hunter2@db1/shop",
                "postgresql://app:hunter2@x@db1/shop",
                "postgresql://db1/shop?password=hunter2",
                "postgresql://db1/shop?a=b&Password=hunter2",
                "postgresql://app:hunter2/x@db1/shop"
            })
    void refusesWithoutShowingAPassword(String url) {
        assertThat(ConnectionUrl.parse(url))
                .isInstanceOfSatisfying(
                        ConnectionUrl.Parsed.Wrong.class,
                        wrong ->
                                assertThat(wrong.what() + wrong.instead())
                                        .doesNotContain("hunter2"));
    }
}
