package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.app.demo.Shop;
import dev.holdfast.app.demo.Traffic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Orders are deleted while customers buy; the moment is found, and they come back with everything
/// that belongs to them.
@TestMethodOrder(OrderAnnotation.class)
final class RescueTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int LOST = 3000;

    private static Site site;
    private static Commands.Running stream;
    private static Traffic traffic;
    private static String before;
    private static String moment = "";

    @BeforeAll
    static void strike(@TempDir Path directory) throws Exception {
        site = Site.with(18, directory);
        new Shop(() -> site.server().connect("shop"), Shop.Size.ofMegabytes(5), 1).fill();
        stream = site.start("wal", "stream", "shop");
        awaitStored();
        site.backup();
        traffic = Traffic.start(() -> site.server().connect("shop"), 50, 1);
        await().atMost(LONG).until(() -> traffic.committed() > 100);
        before = old();
        String end = " where order_id <= " + LOST;
        inOneTransaction(
                "delete from payments" + end,
                "savepoint one",
                "delete from order_items" + end,
                "release savepoint one",
                "delete from orders" + end);
        long committed = traffic.committed();
        await().atMost(LONG).until(() -> traffic.committed() > committed + 50);
        awaitStored();
    }

    @AfterAll
    static void end() throws Exception {
        traffic.close();
        stream.signal("INT");
        stream.end().exits(0);
        site.close();
    }

    private static void inOneTransaction(String... statements) throws Exception {
        try (Connection connection = site.server().connect("shop");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }

    /// What the strike took, row for row; customers' orders are shipped meanwhile.
    private static String old() throws Exception {
        return site.server()
                .query(
                        "shop",
                        "select concat_ws(' ', (select md5(string_agg(concat_ws('|', customer_id, placed_at, shipping_address, note, total), '' order by order_id)) from orders where order_id <= %1$d), (select md5(string_agg(i::text, '' order by i)) from order_items i where order_id <= %1$d), (select md5(string_agg(p::text, '' order by p)) from payments p where order_id <= %1$d))"
                                .formatted(LOST));
    }

    private static void awaitStored() throws Exception {
        String lsn = site.server().query("postgres", "select pg_current_wal_flush_lsn()");
        await("stored up to " + lsn)
                .atMost(LONG)
                .until(() ->
                        site.server()
                                .query(
                                        "postgres",
                                        "select restart_lsn >= '%s' from pg_replication_slots where slot_name like 'holdfast%%' and slot_name <> 'holdfast_snapshot'"
                                                .formatted(lsn))
                                .equals("t"));
    }

    private static Outcome rescue(String... more) throws Exception {
        Stream<String> begin = Stream.of("backup", "rescue", "shop", "--table", "orders");
        return site.holdfast(Stream.concat(begin, Stream.of(more)).toArray(String[]::new));
    }

    @Test
    @Order(1)
    void findsTheTransaction() throws Exception {
        JsonNode found = rescue("--find", "--json").exits(0).json();
        JsonNode worst =
                found.get("transactions")
                        .valueStream()
                        .filter(each -> each.get("deleted").asLong() == LOST)
                        .findFirst()
                        .orElseThrow();
        moment = worst.get("before").asString();
        assertThat(moment).isEqualTo("before-xid:" + worst.get("xid").asLong());
        assertThat(rescue("--find").exits(0).out()).contains("--at " + moment);
    }

    @Test
    @Order(2)
    void showsWhatIsLostAndChangesNothing() throws Exception {
        JsonNode report = rescue("--at", moment, "--json").exits(1).json();
        assertThat(report.get("lost").asLong()).isEqualTo(LOST);
        assertThat(report.get("fresh").asLong()).isPositive();
        assertThat(report.get("firstLost").get(0).get("order_id").asString()).isEqualTo("1");
        assertThat(report.get("repairs")).hasSize(3);
        assertThat(report.get("target").get("database").asString()).isEqualTo("shop");
        assertThat(remaining()).isEqualTo("0 0 0");
        assertThat(rescue("--at", moment, "--where", "order_id in (7, 8)").exits(1).out())
                .contains("lost")
                .contains("--apply");
        rescue().exits(2).says("--find");
        rescue("--at", moment, "--apply", "--yes").exits(5).says("--yes-i-mean shop@production");
        assertThat(journal()).doesNotContain("order_id in").contains("backup rescue");
        assertThat(leftovers()).isEmpty();
    }

    private static String journal() throws Exception {
        return site.holdfast("journal", "--json").exits(0).out()
                + site.holdfast("operation", "list", "--json").exits(0).out();
    }

    private static List<Path> leftovers() throws Exception {
        try (Stream<Path> files = Files.list(site.directory().resolve(".holdfast"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("repair-"))
                    .toList();
        }
    }

    private static String remaining() throws Exception {
        return site.server()
                .query(
                        "shop",
                        "select concat_ws(' ', (select count(*) from orders where order_id <= %1$d), (select count(*) from order_items where order_id <= %1$d), (select count(*) from payments where order_id <= %1$d))"
                                .formatted(LOST));
    }

    @Test
    @Order(3)
    void leavesNothingHalfDoneWhenItIsKilled() throws Exception {
        try (Connection connection = site.server().connect("shop");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table payments in share row exclusive mode");
            Commands.Running rescue =
                    site.start(
                            "backup",
                            "rescue",
                            "shop",
                            "--table",
                            "orders",
                            "--at",
                            moment,
                            "--apply",
                            "--yes",
                            "--yes-i-mean",
                            "shop@production");
            await("orders came back, payments wait").atMost(LONG).until(RescueTest::repairWaits);
            assertThat(rescue.killAfter(Duration.ZERO)).isTrue();
            connection.rollback();
        }
        await().atMost(LONG).until(() -> !repairRuns());
        assertThat(remaining()).isEqualTo("0 0 0");
    }

    private static boolean repairWaits() throws Exception {
        return asks("wait_event_type = 'Lock' and query like 'INSERT INTO public.payments%'");
    }

    private static boolean repairRuns() throws Exception {
        return asks("query like 'INSERT INTO public.%'");
    }

    private static boolean asks(String condition) throws Exception {
        return site.server()
                .query(
                        "postgres",
                        "select exists (select from pg_stat_activity where application_name = 'holdfast' and "
                                + condition
                                + ")")
                .equals("t");
    }

    @Test
    @Order(4)
    void writesARepairThatBringsSomeOfThemBack() throws Exception {
        rescue("--at", moment, "--where", "order_id <= 100", "--sql", "repair.sql").exits(0);
        Path file = site.directory().resolve("repair.sql");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        site.server().execute("shop", Files.readString(file));
        assertThat(remaining()).startsWith("100 ").endsWith(" 100");
        rescue("--at", moment, "--sql", "repair.sql").exits(5).says("is there already");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    @Order(5)
    void bringsTheRestBackInOneTransaction() throws Exception {
        String placed = site.server().query("shop", "select max(order_id) from orders");
        JsonNode done =
                rescue(
                                "--at",
                                moment,
                                "--apply",
                                "--yes",
                                "--yes-i-mean",
                                "shop@production",
                                "--json")
                        .exits(0)
                        .json();
        assertThat(done.get("lost").asLong()).isEqualTo(LOST - 100);
        assertThat(done.get("repair").get("left").asLong()).isZero();
        assertThat(old()).isEqualTo(before);
        assertThat(
                        site.server()
                                .query(
                                        "shop",
                                        "select count(*) from orders where order_id = " + placed))
                .isEqualTo("1");
        assertThat(rescue("--at", moment, "--json").json().get("lost").asLong()).isZero();
        assertThat(journal()).contains("backup rescue apply").contains("inserted");
    }

    @Test
    @Order(6)
    void followsARowThroughTheLog() throws Exception {
        String change = "update letters set words = '%s' where n = 77";
        site.server()
                .execute(
                        "shop",
                        "create table letters as select n, 'none' as words from generate_series(1, 500) n",
                        change.formatted("before"));
        String begin = site.server().query("shop", "select pg_current_wal_insert_lsn()");
        site.server()
                .execute(
                        "shop",
                        "begin",
                        change.formatted("never"),
                        "rollback",
                        "delete from letters where n < 50",
                        change.formatted("one"),
                        "begin",
                        "savepoint a",
                        change.formatted("two"),
                        "release savepoint a",
                        "update letters set words = 'other' where n = 78",
                        "delete from letters where n = 77",
                        "commit");
        awaitStored();
        String[] find = {
            "backup", "rescue", "shop", "--table", "letters", "--find", "--at", "lsn:" + begin,
        };
        assertThat(site.holdfast(with(find, "--json")).json().get("count").asInt()).isEqualTo(3);
        JsonNode found =
                site.holdfast(with(find, "--where", "n = 77 -- mine", "--json")).exits(0).json();
        assertThat(found.get("chosen").asInt()).isEqualTo(1);
        assertThat(found.get("transactions").valueStream())
                .extracting(each -> each.get("updated").asInt() + " " + each.get("deleted").asInt())
                .containsExactly("1 0", "1 1");
        site.holdfast(with(find, "--where", "n =")).exits(2).says("syntax error");
    }

    private static String[] with(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    @Order(7)
    void findsWhatDroppedATable() throws Exception {
        site.server()
                .execute(
                        "shop",
                        "create table leaflets as select n from generate_series(1, 100) n",
                        "truncate leaflets",
                        "create table remnants (n int)",
                        "drop table leaflets",
                        "drop table remnants");
        awaitStored();
        String[] find = {"backup", "rescue", "shop", "--table", "leaflets", "--find"};
        String said = site.holdfast(find).exits(0).out();
        assertThat(said).contains("dropped the table");
        String before = said.substring(said.indexOf("before-xid:")).strip();
        site.holdfast("backup", "rescue", "shop", "--table", "leaflets", "--at", before)
                .exits(1)
                .says("not there any more")
                .says("holdfast branch open");
        site.holdfast("backup", "rescue", "shop", "--table", "pamphlets", "--find")
                .exits(2)
                .says("none was dropped");
    }
}
