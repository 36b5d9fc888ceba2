package dev.holdfast.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.engines.postgres.runner.EmbeddedServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class ShopTest {

    private static final Shop.Size SMALL = Shop.Size.ofMegabytes(5);

    private static EmbeddedServer server;

    @BeforeAll
    static void startServer(@TempDir Path directory) throws Exception {
        server = EmbeddedServer.start(18, directory, Map.of());
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void fillsTheSameRowsForTheSameSeed() throws Exception {
        fill("first", 7);
        fill("second", 7);
        fill("third", 8);
        assertThat(rows("first")).isEqualTo(rows("second")).isNotEqualTo(rows("third"));
    }

    @Test
    void addsUpInEveryOrder() throws Exception {
        fill("sums", 1);
        assertThat(wrongTotals("sums")).isEqualTo("0");
        assertThat(server.query("sums", "select count(*) > 6000 from orders")).isEqualTo("t");
    }

    @Test
    void letsTrafficGoOnOverARestart() throws Exception {
        fill("busy", 1);
        try (Traffic traffic = Traffic.start(() -> server.connect("busy"), 200, 1)) {
            awaitCommits(traffic, 50);
            server.restart();
            awaitCommits(traffic, traffic.committed() + 50);
        }
        assertThat(
                        server.query(
                                "busy",
                                "select count(*) >= 60 from orders where note like 'ring%'"))
                .isEqualTo("t");
        assertThat(wrongTotals("busy")).isEqualTo("0");
    }

    private static void awaitCommits(Traffic traffic, long count) {
        await().atMost(Duration.ofMinutes(1)).until(() -> traffic.committed() >= count);
    }

    private static void fill(String database, long seed) throws Exception {
        server.execute("postgres", "create database " + database);
        new Shop(() -> server.connect(database), SMALL, seed).fill();
    }

    private static String wrongTotals(String database) throws SQLException {
        return server.query(
                database,
                "select count(*) from orders o where total <> (select sum(quantity * unit_price)"
                        + " from order_items i where i.order_id = o.order_id)");
    }

    private static String rows(String database) throws SQLException {
        return server.query(
                database,
                "select (select sum(hash_record_extended(t, 0)) from orders t) || ' '"
                        + " || (select sum(hash_record_extended(t, 0)) from order_items t) || ' '"
                        + " || (select sum(hash_record_extended(t, 0)) from products t) || ' '"
                        + " || (select sum(hash_record_extended(t, 0)) from customers t)");
    }
}
